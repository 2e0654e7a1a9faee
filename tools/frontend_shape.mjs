// Tells tools/measures.py what is in scripts, as JSON. TypeScript's own parser reads them.
//   node tools/frontend_shape.mjs frontend/gantt/view.ts build.mjs
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { SyntaxKind } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//g;
const PIECE = /\w+|\S/g;

/** [line, tokens of that line] for each line that holds code. */
function linesOfCode(file, lineOf) {
  const lines = new Map();
  const put = (position, token) => {
    const line = lineOf(position);
    lines.set(line, lines.has(line) ? `${lines.get(line)} ${token}` : token);
  };
  let end = 0;
  // Names and literals are leaves of the tree: between two of them stand comments, keywords and punctuation alone.
  const between = (upTo) => {
    const text = file.text.slice(end, upTo).replace(COMMENT, (comment) => comment.replace(/[^\n]/g, " "));
    for (const piece of text.matchAll(PIECE)) put(end + piece.index, piece[0]);
  };
  const visit = (node) => {
    let leaf = true;
    node.forEachChild((child) => ((leaf = false), visit(child)));
    if (!leaf || node.end <= end) return;
    const start = node.getStart(file);
    between(start);
    // A literal over several lines is code on each of them.
    let position = Math.max(start, end);
    for (const part of file.text.slice(position, node.end).split("\n")) {
      if (part) put(position, part);
      position += part.length + 1;
    }
    end = node.end;
  };
  visit(file);
  between(file.text.length);
  for (const statement of file.statements.filter((each) => each.kind === SyntaxKind.ImportDeclaration)) {
    for (let line = lineOf(statement.getStart(file)); line <= lineOf(statement.end - 1); line++) lines.set(line, "");
  }
  return [...lines];
}

/** A function is what has a name or a block: `(row) => row.id` inside a call is an expression. */
function functionsOf(file, lineOf) {
  const found = [];
  const visit = (node, parent) => {
    const name = (node.name ?? parent?.name)?.getText(file); // a constructor is called as its class
    if (node.parameters && node.body && (name || node.body.kind === SyntaxKind.Block)) {
      found.push({
        name: name ?? "=>",
        first: lineOf(node.getStart(file)),
        last: lineOf(node.end - 1),
        parameters: node.parameters.length,
      });
    }
    node.forEachChild((child) => visit(child, node));
  };
  visit(file, undefined);
  return found;
}

/** The given files that a file imports, be it types alone. */
function importsOf(file) {
  return file.statements
    .filter((statement) => statement.moduleSpecifier)
    .map((statement) => relative(root, join(dirname(file.fileName), statement.moduleSpecifier.text)))
    .map((name) => [name, `${name}.ts`].find((path) => paths.includes(path)))
    .filter(Boolean);
}

const paths = process.argv.slice(2);
const compiler = new API({ cwd: root });
const snapshot = compiler.updateSnapshot({ openFiles: paths.map((path) => join(root, path)) });
const files = paths.map((path) => {
  const file = snapshot.getDefaultProjectForFile(join(root, path)).program.getSourceFile(join(root, path));
  const starts = [0, ...[...file.text.matchAll(/\n/g)].map((end) => end.index + 1)];
  const lineOf = (position) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= position) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  return {
    path,
    code: linesOfCode(file, lineOf),
    functions: functionsOf(file, lineOf),
    imports: importsOf(file),
  };
});
compiler.close();
process.stdout.write(JSON.stringify(files));

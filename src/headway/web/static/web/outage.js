// Opens the page again as soon as the server is ready; the address to ask and the pause are on the element.
const { ready, seconds } = document.querySelector("[data-ready]").dataset;

async function look() {
  const answers = await fetch(ready).then((answer) => answer.ok, () => false);
  if (answers) location.reload();
  else setTimeout(look, seconds * 1000);
}

setTimeout(look, seconds * 1000);

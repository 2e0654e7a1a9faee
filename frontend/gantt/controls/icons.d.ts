/** Icons are bundled as the text of their files. */
declare module "*.svg" {
  const text: string;
  export default text;
}
declare module "*.css";

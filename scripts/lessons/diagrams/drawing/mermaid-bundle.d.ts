/** Mermaid's own bundle has the types of the package, and loads in a third of the time of its hundred modules. */
declare module "mermaid/dist/mermaid.esm.min.mjs" {
  export { default } from "mermaid";
}

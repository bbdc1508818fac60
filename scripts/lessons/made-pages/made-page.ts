/** A page whose Markdown is made from data. */
export interface MadePage {
  /** Its address below the folder of its kind. */
  id: string;
  title: string;
  markdown: string;
  /** The file that it is made from, from the project's root. */
  file: string;
}

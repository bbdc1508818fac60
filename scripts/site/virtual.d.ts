declare module "virtual:checkride/lessons" {
  /** How many lessons each level will have when all are written, where the author says so. */
  export const planned: Readonly<Record<string, number>>;
}

/** The artifact that a grade run uploads for its report, and the one file in it: `{ version: 1, verdicts: [...] }`. */
export const GRADES_ARTIFACT = "checkride-grades";
export const GRADES_FILE = "grades.json";

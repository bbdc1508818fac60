import { type Course, courseAt, withLabs } from "#course/course.ts";

/** The course of the working directory, in which npm runs scripts, with the labs of another folder if the command line names one. */
export function courseHere(labs?: string): Course {
  const course = courseAt(process.cwd());
  return labs === undefined ? course : withLabs(course, labs);
}

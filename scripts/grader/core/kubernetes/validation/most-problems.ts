/** Nobody reads more, and each costs a search for what was meant. */
export const MAX_PROBLEMS = 50;

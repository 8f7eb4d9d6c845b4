/** Defines nothing, like a main program that is given to a node by mistake. */
export const answer = 42

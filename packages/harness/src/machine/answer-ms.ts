/**
 * How long a program of this machine may take to answer, in milliseconds: a busy engine or controller, and a driver that has
 * slept, take seconds. Doctor waits as long as a start does, so that both find the same.
 */
export const answerMs = 10_000

/*
 * complete.h: words for the shell's completion.
 */
#ifndef COMPLETE_H
#define COMPLETE_H

struct app;
struct opts;

/*
 * What may stand at the end of a command line: the arguments are its words
 * without "ctxh", the last one what was begun, which may be "".  Prints a
 * line for each word that begins so: the word, TAB, what it means (or
 * nothing).  Where a file is meant it prints one line: TAB, "files", TAB, and
 * what stands before the file's name in the word, such as "@" or "--json=".
 *
 * All shells ask this one, so that they say the same.  It asks for nothing
 * and is silent where it knows nothing.
 */
int	 complete(struct app *, const struct opts *);

#endif

/*
 * complete.h: words for the shell's completion.
 */
#ifndef COMPLETE_H
#define COMPLETE_H

struct app;
struct opts;

/*
 * Prints words, one a line: what is "verbs", "subs" VERB, "options" VERB
 * [SUBVERB], "values" VERB [SUBVERB] OPTION (without --; "FILE" where a
 * file is meant), "cases" or "settings".  It asks for nothing and is silent where it
 * knows nothing.
 */
int	 complete(struct app *, const char *what, const struct opts *);

#endif

/*
 * help.h: what main.c needs of verb_help.c.
 */
#ifndef HELP_H
#define HELP_H

struct app;
struct cmd;
struct opts;

/* All options of a verb: its own, those of run time, the global ones. */
int	 help_fill(struct app *, const struct cmd *, struct opts *);
/* Prints a verb's --help. */
int	 help_verb(struct app *, const struct cmd *);

#endif

/*
 * complete_line.h: what completion knows of a command line, and the words that
 * come out of the store or the settings.
 */
#ifndef COMPLETE_LINE_H
#define COMPLETE_LINE_H

#include "opt.h"

/* A command line as far as it was read. */
struct line {
	struct app	*app;
	const struct cmd *verb, *c;	/* c: the subverb, or the verb */
	struct opts	 o;		/* the options of c, or the global ones */
	const struct opt_spec *waiting;	/* an option without its value yet */
	int		 ended;		/* "--" was there */
	size_t		 args;		/* of c */
	const char	*first;		/* the first of them */
	int		 no_case;	/* an option that takes a form alone */
	const char	*begun;		/* the word begun */
	const char	*before;	/* of it: "--json=", or "" */
	size_t		 found;
};

/* A word that may stand there, and what it means; silent where it does not
 * begin as what was begun. */
void	 offer(struct line *, const char *word, const char *what);

void	 offer_cases(struct line *);
void	 offer_agencies(struct line *);
void	 offer_settings(struct line *);
void	 offer_levels(struct line *);
/* What can be printed: forms, and what is made of several. */
void	 offer_forms(struct line *);
/* The parts of a report that are prose. */
void	 offer_parts(struct line *);
/* Numbers of operations that ctxh undo may name. */
void	 offer_operations(struct line *);
/* The values of an option that is known by its name; 0 where it is none. */
int	 offer_known(struct line *, const struct opt_spec *);

#endif

/*
 * aside.h: a file that the library writes piece by piece beside a verb's
 * output, made with the first of them (mode 0600).
 */
#ifndef ASIDE_H
#define ASIDE_H

#include <stddef.h>

struct app;

struct aside {
	const char	*path;		/* "-": standard output; NULL: none */
	int		 keep;		/* never write over another file */
	int		 fd;		/* -1: not yet */
	int		 error;		/* errno */
};

/* CTXH_EFAIL through app_fail() where it is there already and is kept. */
int	 aside_check(struct app *, const struct aside *);
/* A ctxh_write_fn with the struct as its ctx. */
int	 aside_put(void *aside, const void *, size_t);
/* Whether anything was written. */
int	 aside_used(const struct aside *);
/* Ends it; where drop is set, nothing stays of a file made here.  CTXH_EFAIL
 * through app_fail() where something was not written. */
int	 aside_close(struct app *, struct aside *, int drop);

#endif

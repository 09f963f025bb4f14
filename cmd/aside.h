/*
 * aside.h: a file that the library writes piece by piece beside a verb's
 * output: of pupils, so that nobody else may read it (mode 0600).  It is made
 * with the first piece, under no name until it is complete: a verb that is
 * broken off leaves none, and no other file is written over.
 */
#ifndef ASIDE_H
#define ASIDE_H

#include <stddef.h>

#include "util.h"

struct aside {
	struct app	*app;
	const char	*path;		/* "-": standard output; NULL: none */
	int		 fd;		/* -1: not yet */
	int		 failed;	/* and that was said */
	struct file_new	 file;
};

/* CTXH_EFAIL through app_fail() where it is there already. */
int	 aside_check(const struct aside *);
/* A ctxh_write_fn with the struct as its ctx. */
int	 aside_put(void *aside, const void *, size_t);
/* Gives it its name, or, where drop is set, takes it away.  The path where
 * there is one now, else NULL; after an error app_fail() was called. */
const char *aside_close(struct aside *, int drop);

#endif

/*
 * screen.h: the subverbs of screen, for verb_screen.c.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include "ctxh.h"

struct app;
struct cmd;
struct opts;
struct opt_spec;

extern const struct opt_spec screen_import_options[];
int	 screen_import(struct app *, struct opts *);

extern const struct opt_spec screen_run_options[];
int	 screen_run(struct app *, struct opts *);
int	 screen_run_reads(const struct opts *);

extern const struct opt_spec screen_accept_options[];
extern const struct opt_spec screen_dismiss_options[];
int	 screen_accept(struct app *, struct opts *);
int	 screen_accept_prepare(struct app *, const struct cmd *,
	    struct opts *);
int	 screen_accept_check(struct app *, const struct opts *);
int	 screen_dismiss(struct app *, struct opts *);

#endif

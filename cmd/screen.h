/*
 * screen.h: the subverbs of screen, for verb_screen.c.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include "ctxh.h"

struct app;
struct opts;
struct opt_spec;

extern const struct opt_spec screen_import_options[];
int	 screen_import(struct app *, struct opts *);

#endif

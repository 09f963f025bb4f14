/*
 * student_map.h: how a school's lists name their columns, for student import.
 */
#ifndef STUDENT_MAP_H
#define STUDENT_MAP_H

#include "ctxh.h"

struct app;
struct opts;
struct out;

/* The object of --map; CTXH_EUSAGE.  Caller frees with ctxh_value_free(). */
int	 map_read(struct app *, const struct opts *, ctxh_value **out);
/* The list of --ignore. */
ctxh_value *ignore_read(const struct opts *);
/* The columns that are not read by their usual headers, a line each. */
void	 map_print(struct out *, const ctxh_value *mapping);
/* --show-map and --forget-map. */
int	 map_show(struct app *, const struct opts *);
int	 map_forget(struct app *, const struct opts *);

#endif

/* report.h: a report as text, apart from the verb. */
#ifndef REPORT_H
#define REPORT_H

#include <stddef.h>

#include "ctxh.h"

struct out;

#define REPORT_WIDTH 96		/* columns of a line, at most */
#define REPORT_LABEL 34		/* columns of a row's label, at most */

/* The whole report for people, in Vietnamese whatever the messages' language
 * is; an out_text_fn. */
void	 report_text(struct out *, void *ctx, const ctxh_value *report);
/* One table: heads over several lines, in blocks that fit the width. */
void	 report_grid(struct out *, const ctxh_value *table);
/* A row's cell; NULL where there is none. */
const ctxh_value *report_cell(const ctxh_value *row, size_t column);
/* Bars under the tables that have something to compare. */
void	 report_bars(struct out *, const ctxh_value *table);

#endif

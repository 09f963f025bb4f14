/*
 * Targets with their figures, for Biểu 8 and for lists.
 *
 * A target is looked at in a window: what the period, up to E, and its own
 * time have in common.  Its figures are
 *
 *	typed in	the newest of the school year, or of the period where
 *			that begins earlier, by the window's end
 *	cases		as in Biểu 2, 3, 4 of that window
 *	activities	persons reached (registers/reached.h) of those that
 *			there are: pupils on the lists, staff of the setting
 */
#ifndef REPORT_TARGET_H
#define REPORT_TARGET_H

#include "registers/entry.h"
#include "report/tables.h"

#define FIGURE_UNKNOWN (-1)

struct figures {
	int64_t	n, of;		/* or FIGURE_UNKNOWN */
	int64_t	on;		/* when typed figures are of; else 0 */
};

/* What cases add up to in a window. */
struct case_sums {
	int64_t	start, asof;
	int64_t	closed, on_hand, sent, on_time, met, due;
};

struct measuring {
	const struct rules *rules;
	const struct entries *activities;	/* or NULL: not read yet */
	struct enrolled	*enrolled;
	struct entries	 own;			/* read here */
	struct enrolled	 lists;
	struct case_sums *sums;
	size_t		 nsums, cap;
};

/* t: cases that were counted already, of the span; or NULL, and then what else
 * is needed is read when it is asked for. */
int	 measuring_init(ctxh *, struct measuring *, const struct rules *,
	    const struct tables *t, const struct span *);
void	 measuring_free(struct measuring *);

/* The target's window in the period; 0: they have none in common, or it was
 * ended before, or is not there yet. */
int	 target_window(const struct entry *, const struct period *,
	    struct span *window);
int	 target_figures(ctxh *, struct measuring *, const struct entry *,
	    const struct period *, const struct span *window,
	    struct figures *);
/* As it stands by the moment. */
const struct entry_doc *target_start(const struct entry *, int64_t until);
/* 1, 0; -1 where it is not known. */
int	 target_met(const struct figures *, int64_t target);

#endif

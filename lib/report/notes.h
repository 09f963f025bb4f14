/* What every report says beside its numbers. */
#ifndef REPORT_NOTES_H
#define REPORT_NOTES_H

#include "cases/case.h"
#include "report/period.h"

/* Decisions of the period, by how they were made. */
struct decisions {
	int64_t	by_key, on_paper, self_approved;
};

void	 decisions_add(struct decisions *, const struct case_state *,
	    const struct span *);
/* Who may decide and who admitted them, and the decisions. */
int	 notes_value(ctxh *, const struct decisions *, ctxh_value *out);

#endif

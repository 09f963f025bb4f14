/*
 * The school's yearly plan: number and day, the committee, tasks by month.
 * Each task is an activity, which is made, corrected and ended with the plan.
 */
#ifndef REGISTERS_YEARPLAN_H
#define REGISTERS_YEARPLAN_H

#include "registers/record.h"

/* The school year that the plan is for; 0: it does not say. */
int	 yearplan_year(const struct entry *);

/* Before a document is dated: its year, the days of its tasks. */
int	 yearplan_fill(ctxh *, struct entry_draft *, const ctxh_value *given);
/*
 * Writes the plan and, in the same operation, what follows for the activities
 * of its tasks.  A task is that of an activity by its number ("activity"), or
 * by its words; the others are new.  One whose task was taken away, or whose
 * plan ends, is ended as not carried out, unless a session was held.  The
 * answer has "activities": list of "activity", "what" and "change" (new,
 * corrected, ended, kept).
 */
int	 yearplan_write(ctxh *, struct entry_draft *);

/* "tasks" by their first day, each also with "month" (2025-10), "status",
 * "sessions" of its activity, and with CTXH_NAMES the committee's names. */
int	 yearplan_show(ctxh *, struct entry *, unsigned flags, ctxh_value *);

/* The activities that are tasks of the plan, out of all. */
int	 plan_activities(ctxh *, int64_t plan, struct entries *all);

#endif

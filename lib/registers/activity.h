/*
 * Activities of a roadmap: what is planned, the sessions that were held, and
 * what a row of a plan leaves out.
 */
#ifndef REGISTERS_ACTIVITY_H
#define REGISTERS_ACTIVITY_H

#include "registers/record.h"

#define FORM_ACTIVITY_DONE	"activity_done"
#define FORM_ACTIVITY_END	"activity_end"

/* What became of it by a moment. */
enum activity_status {
	ACTIVITY_PLANNED, ACTIVITY_HELD, ACTIVITY_LATE, ACTIVITY_DROPPED
};
enum activity_status activity_status(const struct entry *, int64_t at);
/* "planned", "held", "late", "dropped" */
const char *activity_status_name(enum activity_status);
/* "reached": how many pupils its sessions reached, nobody counted twice
 * (registers/reached.h). */
int	 activity_put_reached(ctxh *, const struct entry *, ctxh_value *);
/* The entry of the yearly plan that it is a task of, or 0. */
int64_t	 activity_plan(const struct entry *);

/*
 * A row of a roadmap (TT, Hoạt động, Chủ trì, Phối hợp, Thời gian, Ghi chú) on
 * its way to a document.  *what is whether it is a title, "II  Triển khai ...",
 * which *section then has, or an activity, whose fields are completed: its
 * section, and its first and last day out of "time", in the school year given
 * (0: that of today).  *section is kept between rows, and the caller frees
 * it.  CTXH_EUSAGE: the time is not understood.
 */
enum { ACTIVITY_ROW_DATA, ACTIVITY_ROW_SECTION };
int	 activity_row(ctxh *, ctxh_value *fields, char **section, int year,
	    int *what);
/* Of a field that a row need not have. */
int	 activity_completes(const char *field);

/* "from" and "to" out of "time", where they are not given; a thing of one day
 * without either.  CTXH_EUSAGE: the time is not understood. */
int	 activity_days(ctxh *, ctxh_value *fields, int year);

/* Before a document is dated: its days out of "time", its kind out of the
 * name, which is said as a notice.  given: what is new of an amended one. */
int	 activity_fill(ctxh *, struct entry_draft *, const ctxh_value *given);
int	 activity_check(ctxh *, struct entry_draft *);

#endif

/* due.h: deadlines as people read them. */
#ifndef DUE_H
#define DUE_H

#include <stdint.h>

#include "ctxh.h"
#include "out.h"

struct app;
struct opts;

/* The rows as of a moment, and what of them is shown. */
struct due_view {
	struct app	*app;
	int64_t		 at;
	int		 explain;	/* how each was counted */
	int		 whole;		/* all, however many there are */
	int		 duty;		/* above them who is there in summer */
	int		 quiet;		/* nothing is said where there is nothing */
};

/* ---- one row (due_text.c) ---- */
int	 due_is_overdue(const ctxh_value *row);
/* Neither met nor waived. */
int	 due_is_pending(const ctxh_value *row);
enum out_style due_style(const ctxh_value *row);
const char *due_status(const ctxh_value *row);
/* The case's or the entry's; NULL: of neither. */
const char *due_number(const ctxh_value *row);
/* The rule's words, with a mark where the calendar is an estimate. */
const char *due_label(struct app *, const ctxh_value *row, char *buf,
	    size_t size);
/* "còn 5 giờ", "quá 3 ngày"; the status of what is settled. */
const char *due_left(const ctxh_value *row, int64_t at, char *buf,
	    size_t size);
/* The command that meets it, or NULL; caller frees. */
char	*due_command(const ctxh_value *row);

/* ---- many ---- */
/* The list in the format asked for. */
int	 due_print(const struct due_view *, const ctxh_value *list);
/* In groups, with what to do next (due_screen.c). */
int	 due_screen(const struct due_view *, const ctxh_value *list);
/* A table of deadlines inside a text; those of one case. */
void	 due_table(struct out *, struct app *, const ctxh_value *list);

/* The unsettled ones as events of a calendar (due_ics.c), to standard output
 * or a file.  CTXH_EFAIL. */
int	 due_ics(struct app *, const ctxh_value *list, int64_t at,
	    const char *path);

/* due --recompute [--dry-run] (due_recompute.c). */
int	 due_recompute(struct app *, struct opts *);
/* What a document of that kind counted anew, inside a text. */
void	 due_recounted(struct out *, const ctxh_value *list);

#endif

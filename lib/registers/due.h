/*
 * What of the prevention side runs out: an activity that is planned, by its
 * last day; a pupil of a group who is to be reviewed, and a pair that is to be
 * assessed, by the end of each term.
 */
#ifndef REGISTERS_DUE_H
#define REGISTERS_DUE_H

#include "registers/entry.h"

#define ENTRY_DUE_SHOWN	14	/* days before the last one in which it is
				 * listed without being asked for */

enum entry_due_state { ENTRY_DUE_OPEN, ENTRY_DUE_MET, ENTRY_DUE_WAIVED };

struct entry_due {
	char		 number[ENTRY_NUMBER_MAX];
	const char	*rule;		/* activity, group-review,
					 * mentor-assess */
	const struct form *form;	/* what meets it */
	char		*label, *basis;
	int64_t		 begins;	/* a moment */
	int64_t		 named;		/* a moment that stays when the time
					 * is corrected */
	int64_t		 day;		/* the last one */
	enum entry_due_state state;
	int64_t		 ended_at;	/* met or waived */
};

struct entry_dues {
	struct entry_due *list;
	size_t		 n, cap;
};

/* As of a moment: all that has begun; of what goes by terms that which is and
 * the one that ended last.  Ends with entry_dues_free(), after a failure
 * too. */
int	 entry_dues_load(ctxh *, int64_t at, struct entry_dues *);
void	 entry_dues_free(struct entry_dues *);
/* Sets "next" of its row.  0, or -1. */
int	 put_entry_step(ctxh_value *row, const struct entry_due *);

#endif

/* Which class a class becomes in the next school year. */
#ifndef PEOPLE_CLASS_NEXT_H
#define PEOPLE_CLASS_NEXT_H

#include "base/buf.h"
#include "base/handle.h"

/* What a school teaches, by its levels. */
struct grades {
	unsigned taught;	/* bit n: grade n; 0: any */
	int	 nursery;	/* a kindergarten, whose classes go by ages */
};
int	 grades_load(ctxh *, struct grades *);

enum class_step {
	STEP_UP,		/* a name with the next grade or age */
	STEP_KEPT,		/* nothing in the name says what comes */
	STEP_DONE		/* the last one that the school has */
};

/*
 * Appends the name of the next class: "2B" becomes "3B", "10 Toán" "11 Toán",
 * "Chồi 1" "Lá 1", "3-4 tuổi A" "4-5 tuổi A".  grade is that of its pupils, -1
 * for none; *next theirs in the next year.  buf_failed() tells whether there
 * was memory.
 */
enum class_step class_next(const char *name, int grade, const struct grades *,
	    struct buf *out, int *next);

#endif

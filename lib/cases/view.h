/* Cases and deadlines as values, for whoever shows them. */
#ifndef CASES_VIEW_H
#define CASES_VIEW_H

#include "cases/case.h"

/* A row of due: "case", "rule", ... appended to the list. */
int	 view_deadline(ctxh *, const struct casefile *,
	    const struct deadline *, int64_t at, int64_t soon, ctxh_value *);
/* How the persons of a case are told: by role, grade and sex alone; with the
 * code of a pupil, or the name of somebody else; also with the pupil's name and
 * class, or the other one's school. */
enum view_who { VIEW_NOBODY, VIEW_CODES, VIEW_NAMES };
/* "students" of an intake, into the object. */
int	 view_students(ctxh *, struct doc *intake, enum view_who,
	    ctxh_value *);
/* The name of the agency that the document names as it was sealed; what was
 * recorded before that was done goes by the directory.  NULL: none. */
const char *view_agency(ctxh *, const struct doc *);
/* The closing of the next working day: what is due by then is soon. */
int64_t	 soon_until(ctxh *, int64_t at);
/* The ids of all cases, in the order of their numbers' giving; caller frees
 * with free(). */
int	 case_ids(ctxh *, int64_t **, size_t *);
/* The verbs that lead on from here; just is the form just recorded, or NULL. */
int	 put_next(ctxh *, ctxh_value *, struct case_state *,
	    const struct form *just);

#endif

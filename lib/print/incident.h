/* The incident report on one case (ctxh_report_case()) as a document. */
#ifndef PRINT_INCIDENT_H
#define PRINT_INCIDENT_H

#include "print/print.h"

int	 incident_paper(const struct office *, const ctxh_value *report,
	    struct paper *);

/* ---- what its parts share ---- */

/* The newest document of a form in the timeline, or NULL. */
const ctxh_value *incident_newest(const ctxh_value *report, const char *form);
/* A member's moment, dd/mm/yyyy hh:mm; a day is dd/mm/yyyy. */
void	 incident_time(const ctxh_value *, const char *key, struct buf *);
/* The fields of a document, a line each. */
void	 incident_fields(struct paper *, const ctxh_value *fields);
/* How a decision was made, and on what. */
const char *incident_decided(const ctxh_value *);
const char *incident_on(const char *on);
/* "", where a text is not there. */
const char *incident_text(const ctxh_value *, const char *key);

/* incident_state.c: parts 4 to 8 */
void	 incident_state(const ctxh_value *report, struct paper *);

#endif

/* The states of an enrolment, as school software writes them. */
#ifndef PEOPLE_ENROL_H
#define PEOPLE_ENROL_H

#include <stddef.h>

#define ENROL_HERE	"dang-hoc"
#define ENROL_OTHER	"khac"	/* what a list says stands in the person */

struct enrol_state {
	const char	*code;
	const char	*label;		/* as it is written */
	const char	*key;		/* the same as fold_key() makes it */
	int		 left;		/* is no longer at the school */
};

/* Of a code, of a key; NULL where there is none. */
const struct enrol_state *enrol_of_code(const char *);
const struct enrol_state *enrol_of_key(const char *);
/* The first one from 0 on, and so forth; NULL: no more. */
const struct enrol_state *enrol_nth(size_t);

#endif

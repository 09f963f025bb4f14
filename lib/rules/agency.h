/*
 * The directory of agencies that a school refers to: agencies.csv, and what
 * the school added to it, whose newest row of a code is in force.
 *
 * An agency in words is an object as a row of the file: "code", "kind",
 * "name", "valid_from", "valid_to", "accepts", "successor", "note"; the days
 * yyyy-mm-dd, what is not said null or not there.
 */
#ifndef RULES_AGENCY_H
#define RULES_AGENCY_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"
#include "rules/arena.h"

#define AGENCY_MAX	4096	/* of a directory */
#define AGENCY_CODE_MAX	31

struct agency {
	char	*code, *kind, *name;
	int64_t	 from, to;	/* days, both included; or INT64_MIN, _MAX */
	char	*accepts;	/* "thong-bao;chuyen-gui" */
	char	*successor;	/* a code, or NULL */
	char	*note;		/* or NULL */
	int	 own;		/* added or changed by the school */
	int	 contact;	/* the school keeps a contact of it */
};

/* Reads the directory into the rule book, once. */
int	 agencies_load(ctxh *);
/* The directory's rows in its order; NULL after a failure to load. */
const struct agency *agency_list(ctxh *, size_t *count);
/* NULL where there is none of that code; there is no message then. */
const struct agency *agency_find(ctxh *, const char *code);
/* Fails because there is none of that code. */
int	 agency_unknown(ctxh *, const char *code);
int	 agency_existed(const struct agency *, int64_t day);
int	 agency_accepts(const struct agency *, const char *kind);
/* Whether the list "a;b" has the word. */
int	 words_have(const char *list, const char *word);
/* Who did its work on a day on which it was not there: the first of its
 * successors that existed, or the nearest of those whose chain of successors
 * leads to it; NULL for nobody. */
const struct agency *agency_then(ctxh *, const struct agency *, int64_t day);

/* ---- agency_read.c ---- */

/* The agency in words, "accepts" as a list; NULL without memory. */
ctxh_value *agency_words(const struct agency *);
/*
 * Reads it, into memory of the arena.  "accepts" is a list or a text with ;
 * or a comma between the words.  CTXH_EUSAGE where a member is ill-formed.
 */
int	 agency_take(ctxh *, struct arena **, const ctxh_value *,
	    struct agency *out);

/* Where in a text an agency stands: "line" or "item" and its number from 1;
 * key is NULL where there is but one. */
struct agency_place {
	const char	*key;
	int64_t		 n;
};

#define AGENCY_ERRORS_MAX 100

/* What is wrong with a text, as note_failure() says it. */
struct agency_errors {
	ctxh_value	*list;
	int		 first;		/* status of the first one */
	int		 over;		/* nothing behind it can be good */
};

typedef int (*agency_fn)(ctxh *, const ctxh_value *words,
	    const struct agency_place *, void *ctx);
/*
 * Calls fn for each agency of a text that is CSV with a header, a JSON list,
 * an object, or an object a line.  What is wrong with one, or what fn finds
 * wrong, is noted, and the next one read, until there are as many as the
 * bound.  Where errors is NULL the first one ends it: CTXH_EUSAGE, with the
 * place in ctxh_where().
 */
int	 agencies_read(ctxh *, const char *, size_t n, struct agency_errors *,
	    agency_fn, void *ctx);
/* After a failure with the agency at a place: notes it, or says the place. */
int	 agency_wrong(ctxh *, struct agency_errors *,
	    const struct agency_place *);

#endif

/*
 * Which settings a school has, in one table: what each takes, what holds where
 * it is not set, and where that comes from.
 */
#ifndef PEOPLE_SETTING_KEY_H
#define PEOPLE_SETTING_KEY_H

#include <stdint.h>

#include "base/handle.h"

#define SETTING_KEY_MAX 64
#define SETTING_TEXT_MAX 256
#define SETTING_LINES_MAX 16

enum setting_type {
	TAKES_TEXT,
	TAKES_LINES,		/* a list of texts */
	TAKES_LEVELS,		/* a list of school levels */
	TAKES_YEAR,		/* "2025-2026" */
	TAKES_DATE,		/* yyyy-mm-dd, in the key's school year */
	TAKES_DUE,		/* the same; "trước ngày ..." is the day before */
	TAKES_HOURS,		/* as calendar_set_hours() takes them */
	TAKES_NUMBER,		/* a whole number above 0, in digits */
	TAKES_DUTY,		/* a list, as duty_parse() takes each */
	TAKES_LIMIT		/* days, 1 to 366; its key stands for those of
				 * all rules of screening (setting_limit.h) */
};

struct setting_key {
	const char	*name;	/* "YEAR" in it stands for a school year */
	enum setting_type type;
	const char	*label;		/* English, as for T() */
	const char	*dflt;		/* of a date as mm-dd; or NULL */
	const char	*basis;		/* of the default, as for T() */
	const char	*first, *last;	/* of a date: mm-dd in that year */
};

/* The i-th, or NULL behind the last. */
const struct setting_key *setting_key_at(size_t i);
const char *setting_type_name(enum setting_type);
int	 setting_has_year(const struct setting_key *);
/* Whether a store always has it. */
int	 setting_is_kept(const struct setting_key *);
/* Writes the whole key; year counts only where the key has one. */
void	 setting_full(const struct setting_key *, int year,
	    char out[SETTING_KEY_MAX]);
/*
 * The setting that a person names: by its whole key, or, of a school year's,
 * without the year: "hk1_end", "terms.hk1_end".  *year is that in the key, or
 * 0.  CTXH_EUSAGE: there is none, with the nearest one.
 */
int	 setting_find(ctxh *, const char *typed, const struct setting_key **,
	    int *year);
/*
 * The value as it is stored, or the refusal: CTXH_EUSAGE.  A text stands for
 * a list of one.  Caller frees *out.
 */
int	 setting_check(ctxh *, const struct setting_key *, int year,
	    const ctxh_value *, ctxh_value **out);
/* What holds where nothing is set, a null where nothing does; NULL without
 * memory.  Caller frees. */
ctxh_value *setting_default(const struct setting_key *, int year);

#endif

/*
 * A pupil of whom one list was in TCVN3, and another one says the same.  What
 * differs only in whether letters with tones are capitals is no change: TCVN3
 * has none of these, and what its list says of them is nothing.
 */
#include <string.h>

#include "base/value.h"
#include "lists/import.h"
#include "text/tcvn3.h"

/* Gives new the texts of old that are the same but for such letters. */
static int
adopt(ctxh_value *new, const ctxh_value *old)
{
	const ctxh_value	*item;
	const char		*key, *was, *is;
	int			 failed = 0;

	VALUE_EACH(item, old) {
		key = ctxh_value_key(item);
		was = ctxh_value_str(item);
		is = get_text(new, key);
		if (was != NULL && is != NULL && strcmp(was, is) != 0 &&
		    tcvn3_same(was, is))
			failed |= put_text(new, key, was);
	}
	return failed;
}

/* Sets or takes away the mark, so that it makes no difference. */
static int
put_mark(ctxh_value *person, const char *mark)
{
	if (mark != NULL)
		return put_text(person, PERSON_TYPED, mark);
	ctxh_value_free(ctxh_value_take(person, PERSON_TYPED));
	return 0;
}

int
tcvn3_settle(const ctxh_value *old_facts, const ctxh_value *old_person,
    ctxh_value **facts, ctxh_value **person, int *equal)
{
	const char	*was = get_text(old_person, PERSON_TYPED);
	const char	*is = get_text(*person, PERSON_TYPED);
	ctxh_value	*f, *p, *swap;
	int		 failed;

	if (was == NULL && is == NULL)
		return 0;
	f = ctxh_value_copy(*facts);
	p = ctxh_value_copy(*person);
	failed = f == NULL || p == NULL || adopt(f, old_facts) |
	    adopt(p, old_person) | put_mark(p, was);
	*equal = !failed && value_same(f, old_facts) &&
	    value_same(p, old_person);
	/* What this list did not see stays as another one saw it. */
	if (!failed && !*equal && is != NULL) {
		failed = put_mark(p, is);
		swap = *facts;
		*facts = f;
		f = swap;
		swap = *person;
		*person = p;
		p = swap;
	}
	ctxh_value_free(f);
	ctxh_value_free(p);
	return failed ? -1 : 0;
}

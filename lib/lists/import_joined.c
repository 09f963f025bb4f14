/*
 * Rows of pupils whose files were joined (ctxh student merge).  Every id of
 * either leads to the one who stayed, and a list may still have both: that is
 * no error, the row that comes first counts.
 */
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "lists/import.h"

static int
add_row(struct import *im, const struct record *rec, int64_t student)
{
	struct joined_row *j;

	if (mem_grow((void **)&im->joined, &im->joined_cap, im->njoined + 1,
	    sizeof(*im->joined)) != 0)
		return fail_nomem(im->h);
	j = &im->joined[im->njoined++];
	j->student = student;
	memcpy(j->key, rec->codes[0].tag, TAG_SIZE);
	return CTXH_OK;
}

int
joined_note(struct import *im, const struct record *rec, int64_t student,
    const ctxh_value *person)
{
	return ctxh_value_get(person, PERSON_ALSO) == NULL ? CTXH_OK :
	    add_row(im, rec, student);
}

/* The same id twice is what it always is. */
int
joined_second(struct import *im, const struct record *rec, int64_t student)
{
	const struct joined_row	*j;
	int			 known = 0;

	EACH(j, im->joined, im->njoined) {
		if (j->student != student)
			continue;
		if (memcmp(j->key, rec->codes[0].tag, TAG_SIZE) == 0)
			return 0;
		known = 1;
	}
	return known;
}

int
joined_pass(struct import *im, const struct record *rec, int64_t student)
{
	char first[LINE_TEXT];

	line_text(im->h, seen_line(&im->seen, student), first);
	import_warn(im, &im->second_rows, rec->line, 0, T(im->h, "a second row "
	    "of the pupil in %s, whose files were joined: passed over"), first);
	im->unchanged++;
	return add_row(im, rec, student);
}

/* An id that is kept beside is no change of the one that stays. */
int
joined_codes(struct import *im, const struct record *rec,
    const ctxh_value *old, ctxh_value *codes)
{
	const struct record_code	*c;
	const char			*name;
	int				 rc, has;

	if (ctxh_value_get(old, PERSON_ALSO) == NULL)
		return CTXH_OK;
	EACH(c, rec->codes, rec->ncodes) {
		name = code_name(c->kind);
		if ((rc = person_has_also(im->h, old, c->kind, c->tag,
		    &im->scratch, &has)) != CTXH_OK)
			return rc;
		if (has && put(codes, name, ctxh_value_copy(ctxh_value_get(
		    ctxh_value_get(old, "codes"), name))) != 0)
			return fail_nomem(im->h);
	}
	return CTXH_OK;
}

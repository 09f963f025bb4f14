/* Reading the student register, for the other parts of the library. */
#include "people/student.h"

#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "chain/member.h"
#include "text/date.h"
#include "text/fold.h"

int
facts_year(const char *json)
{
	static const char first[] = "{\"year\":";

	return json != NULL && strncmp(json, first, sizeof(first) - 1) == 0 ?
	    (int)strtol(json + sizeof(first) - 1, NULL, 10) : 0;
}

int64_t
facts_merged(const char *json)
{
	static const char	 next[] = ",\"merged\":";
	char			*end;

	if (facts_year(json) == 0)
		return 0;
	(void)strtol(strchr(json, ':') + 1, &end, 10);
	return strncmp(end, next, sizeof(next) - 1) == 0 ?
	    strtoll(end + sizeof(next) - 1, NULL, 10) : 0;
}

int
version_row(ctxh *h, int64_t version, stmt **st)
{
	int rc;

	if ((rc = db_stmt(h, SQL_student_version_get, st)) != CTXH_OK)
		return rc;
	db_bind_int(*st, 1, version);
	if ((rc = db_step(h, *st)) == 1)
		return CTXH_OK;
	*st = NULL;
	return rc < 0 ? h->status : CTXH_OK;
}

int
version_open(ctxh *h, int64_t version, int64_t *student, ctxh_value **facts,
    ctxh_value **person)
{
	const void	*p;
	stmt		*st;
	size_t		 n;
	int		 rc;

	if (facts != NULL)
		*facts = NULL;
	if (person != NULL)
		*person = NULL;
	if ((rc = version_row(h, version, &st)) != CTXH_OK)
		return rc;
	if (st == NULL)
		return fail(h, CTXH_EINTEGRITY, T(h, "row %lld of table %s is "
		    "missing; run ctxh fsck"), (long long)version,
		    "student_version");
	if (student != NULL)
		*student = db_int(st, 2);
	if (facts != NULL) {
		p = db_blob(st, 3, &n);
		rc = cell_value(h, TABLE_STUDENT, version, 1, p, n, facts);
	}
	if (rc == CTXH_OK && person != NULL) {
		p = db_blob(st, 4, &n);
		rc = cell_value(h, TABLE_STUDENT, version, 2, p, n, person);
	}
	if (rc != CTXH_OK && facts != NULL) {
		ctxh_value_free(*facts);
		*facts = NULL;
	}
	db_reset(st);
	return rc;
}

/* Blanks at the ends are no part of an id. */
static const char *
trim(const char *s, size_t *n)
{
	while (*s == ' ' || *s == '\t')
		s++;
	*n = strlen(s);
	while (*n > 0 && (s[*n - 1] == ' ' || s[*n - 1] == '\t'))
		(*n)--;
	return s;
}

int
student_find_code(ctxh *h, const char *code, int64_t *student)
{
	unsigned char	 tag[TAG_SIZE];
	struct buf	 scratch = { 0 };
	const char	*s;
	size_t		 n;
	int		 kind, rc = CTXH_OK;

	*student = 0;
	if (!vault_has(h->vault, VAULT_PERSON))
		return fail(h, CTXH_EDENIED, T(h, "this needs the %s key"),
		    "person");
	s = trim(code, &n);
	for (kind = 0; kind < CODE_KINDS && *student == 0 && n > 0; kind++) {
		if (code_tag(h->vault, (enum code_kind)kind, s, n, &scratch,
		    tag) != 0)
			rc = fail_nomem(h);
		else
			rc = student_tag_find(h, tag, student);
		if (rc != CTXH_OK)
			break;
	}
	buf_free(&scratch);
	if (rc == CTXH_OK && *student == 0)
		rc = fail(h, CTXH_ENOTFOUND, T(h, "no such pupil: \"%s\"; "
		    "import the student list, or look with ctxh student "
		    "find"), code);
	return rc;
}

static int
push_person(ctxh *h, stmt *st, ctxh_value *list)
{
	size_t		 n;
	const void	*blob = db_blob(st, 4, &n);
	ctxh_value	*person;
	int		 rc = cell_value(h, TABLE_STUDENT, db_int(st, 0), 2,
			    blob, n, &person);

	return rc != CTXH_OK ? rc : push(list, person) == 0 ? CTXH_OK :
	    fail_nomem(h);
}

int
student_persons_of(ctxh *h, int64_t student, ctxh_value **out)
{
	ctxh_value	*list;
	stmt		*st;
	int		 rc, step;

	*out = NULL;
	if ((rc = db_stmt(h, SQL_student_versions, &st)) != CTXH_OK)
		return rc;
	if ((list = ctxh_value_list()) == NULL)
		return fail_nomem(h);
	db_bind_int(st, 1, student);
	while ((step = db_step(h, st)) == 1)
		if ((rc = push_person(h, st, list)) != CTXH_OK)
			break;
	db_reset(st);
	if (rc != CTXH_OK || step < 0) {
		ctxh_value_free(list);
		return h->status;
	}
	*out = list;
	return CTXH_OK;
}

int
student_years(ctxh *h, int64_t student, int64_t of[STUDENT_YEARS])
{
	struct buf	 json = { 0 };
	stmt		*st;
	int		 rc, step, y;

	memset(of, 0, STUDENT_YEARS * sizeof(*of));
	if ((rc = db_stmt(h, SQL_student_versions, &st)) != CTXH_OK)
		return rc;
	db_bind_int(st, 1, student);
	while ((step = db_step(h, st)) == 1) {
		rc = row_open(h, TABLE_STUDENT, st, 1, &json);
		if (rc != CTXH_OK) {
			db_reset(st);
			break;
		}
		y = facts_year(json.data) - DATE_YEAR_MIN;
		if (y >= 0 && y < STUDENT_YEARS && of[y] == 0)
			of[y] = db_int(st, 0);
	}
	buf_free(&json);
	return step < 0 ? h->status : rc;
}

int
student_facts(ctxh *h, int64_t student, ctxh_value **out)
{
	int64_t	version;
	int	rc;

	*out = NULL;
	if ((rc = student_now(h, student, &version)) != CTXH_OK)
		return rc;
	return version_open(h, version, NULL, out, NULL);
}

int
student_person(ctxh *h, int64_t student, ctxh_value **out)
{
	int64_t	version;
	int	rc;

	*out = NULL;
	if ((rc = student_now(h, student, &version)) != CTXH_OK)
		return rc;
	return version_open(h, version, NULL, NULL, out);
}

const char *
person_code(const ctxh_value *person)
{
	const ctxh_value	*codes = ctxh_value_get(person, "codes");
	const char		*s = NULL;
	int			 kind;

	for (kind = 0; kind < CODE_KINDS && s == NULL; kind++)
		s = get_text(codes, code_name((enum code_kind)kind));
	return s;
}

int
student_code(ctxh *h, int64_t student, struct buf *out)
{
	ctxh_value	*person;
	int		 rc;

	if ((rc = student_person(h, student, &person)) != CTXH_OK)
		return rc;
	if (person_code(person) != NULL)
		buf_str(out, person_code(person));
	ctxh_value_free(person);
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}

int
student_birth(ctxh *h, int64_t student, int64_t *day)
{
	ctxh_value	*person;
	const char	*s;
	int		 rc;

	*day = 0;
	if ((rc = student_person(h, student, &person)) != CTXH_OK)
		return rc;
	s = get_text(person, "born");
	if (s == NULL || date_parse(s, day, NULL) != 0)
		*day = 0;
	ctxh_value_free(person);
	return CTXH_OK;
}

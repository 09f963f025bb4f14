/*
 * The pupils whom a list has named, and the lines: all of them in a register
 * of up to half a million numbers; in a larger one a later pupil may take the
 * place of an earlier one's line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lists/import.h"

#define LINES ((size_t)1 << 19)

int
seen_init(struct seen *s, int64_t n)
{
	s->nlines = 1;
	while (s->nlines < LINES && (int64_t)s->nlines <= n)
		s->nlines *= 2;
	s->lines = calloc(s->nlines, sizeof(*s->lines));
	return s->lines != NULL ? pupils_init(&s->pupils, n) : -1;
}

void
seen_free(struct seen *s)
{
	free(s->lines);
	pupils_free(&s->pupils);
	memset(s, 0, sizeof(*s));
}

void
seen_put(struct seen *s, int64_t student, uint64_t line)
{
	struct seen_line *l = &s->lines[(uint64_t)student % s->nlines];

	pupils_set(&s->pupils, student);
	l->student = (uint32_t)student;
	l->line = (uint32_t)line;
}

uint64_t
seen_line(const struct seen *s, int64_t student)
{
	const struct seen_line *l;

	if (!pupils_has(&s->pupils, student))
		return 0;
	l = &s->lines[(uint64_t)student % s->nlines];
	return l->student == (uint32_t)student ? l->line : 0;
}

void
line_text(const ctxh *h, uint64_t line, char out[LINE_TEXT])
{
	if (line == 0)
		(void)snprintf(out, LINE_TEXT, "%s", T(h, "an earlier line"));
	else
		(void)snprintf(out, LINE_TEXT, T(h, "line %llu"),
		    (unsigned long long)line);
}

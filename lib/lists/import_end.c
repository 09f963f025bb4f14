/* Rows of a list that are no pupil's, and where the list ends. */
#include <string.h>

#include "lists/import.h"
#include "text/fold.h"

/* Words of the lines that stand below a list. */
static int
is_closing(struct reader *r, const struct csv_field *c)
{
	static const char *const words[] = {
		"tong so", "tong cong", "nguoi lap", "hieu truong",
		"thu truong", "ky ten", "ky va ghi", "danh sach gom",
		"danh sach nay", "an dinh danh sach", "giao vien chu nhiem",
		"cong danh sach", "si so", "can bo",
	};
	const char	*s;
	size_t		 i;

	if (c->len == 0 || c->len > 512)
		return 0;
	buf_reset(&r->scratch);
	fold(c->s, c->len, &r->scratch);
	if ((s = r->scratch.data) == NULL || r->scratch.len == 0)
		return 0;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			return 1;
	s = strncmp(s, "ngay ", 5) == 0 ? s : strstr(s, " ngay ");
	return s != NULL && strstr(s, " thang ") != NULL;
}

static size_t
count_cells(const struct csv_row *row)
{
	size_t i, n = 0;

	for (i = 0; i < row->n; i++)
		n += row->f[i].len > 0;
	return n;
}

/* Whether nothing stands in it but perhaps a number in STT. */
static int
is_empty(const struct reader *r)
{
	int f;

	for (f = FIELD_NONE + 1; f < fields_end(r->kind); f++)
		if (row_cell(r, (enum field)f).len > 0)
			return 0;
	return count_cells(r->row) <= 1;
}

int
row_is_none(struct reader *r)
{
	int	is_row = r->kind->is_row(r);
	size_t	i;

	if (r->ended == 0 && is_row)
		return 0;
	if (is_empty(r) || header_is(r, r->row))
		return 1;
	if (r->ended != 0) {
		if (!is_row || count_cells(r->row) < r->kind->least)
			return 1;
		r->rec->bad = 1;
		row_error(r, FIELD_NONE, T(r->h, "a pupil below the end of "
		    "the list (line %llu)"), (unsigned long long)r->ended);
		return 0;
	}
	if (count_cells(r->row) > 4 && !r->kind->has_days)
		return 0;
	for (i = 0; i < r->row->n; i++)
		if (is_closing(r, &r->row->f[i])) {
			r->ended = r->row->line;
			return 1;
		}
	return 0;
}

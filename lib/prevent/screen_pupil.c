/*
 * The pupil of a row, by any of his ids.  A list of absences names the same
 * pupils over and over, so that a tag is looked up once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "prevent/screen_list.h"

struct known_tag {
	unsigned char	 tag[TAG_SIZE];
	int64_t		 student;	/* 0: none has it */
	int		 used;
};

/* Open addressing; tags are keyed hashes, so that any bytes of theirs do. */
struct tag_map {
	struct known_tag *list;
	size_t		 n, cap;	/* cap: a power of two */
};

#define TAGS_FIRST 4096

void
tag_map_free(struct tag_map *m)
{
	if (m == NULL)
		return;
	mem_wipe_free(m->list, m->cap * sizeof(*m->list));
	free(m);
}

static struct known_tag *
slot_of(const struct tag_map *m, const unsigned char tag[TAG_SIZE])
{
	size_t i = (size_t)bytes_number(tag) & (m->cap - 1);

	while (m->list[i].used && memcmp(m->list[i].tag, tag, TAG_SIZE) != 0)
		i = (i + 1) & (m->cap - 1);
	return &m->list[i];
}

static int
make_room(struct tag_map *m)
{
	struct tag_map	 new = { .cap = m->cap == 0 ? TAGS_FIRST :
	    m->cap * 2, .n = m->n };
	size_t		 i;

	if (m->n * 2 < m->cap)
		return 0;
	if ((new.list = calloc(new.cap, sizeof(*new.list))) == NULL)
		return -1;
	for (i = 0; i < m->cap; i++)
		if (m->list[i].used)
			*slot_of(&new, m->list[i].tag) = m->list[i];
	mem_wipe_free(m->list, m->cap * sizeof(*m->list));
	*m = new;
	return 0;
}

static int
student_of(struct screen_import *im, const unsigned char tag[TAG_SIZE],
    int64_t *student)
{
	struct known_tag	*t;
	int			 rc;

	if (im->tags == NULL &&
	    (im->tags = calloc(1, sizeof(*im->tags))) == NULL)
		return fail_nomem(im->h);
	if (make_room(im->tags) != 0)
		return fail_nomem(im->h);
	t = slot_of(im->tags, tag);
	if (!t->used) {
		rc = student_tag_find(im->h, tag, &t->student);
		if (rc != CTXH_OK)
			return rc;
		memcpy(t->tag, tag, TAG_SIZE);
		t->used = 1;
		im->tags->n++;
	}
	*student = t->student;
	return CTXH_OK;
}

/* Who copies ids from elsewhere often puts them below another id's header:
 * the pupil who alone has it as an id of another kind; 0: nobody. */
static int
find_by_other_kind(struct screen_import *im, int64_t *student)
{
	const struct record_code *c = &im->rec.codes[0];
	unsigned char	tag[TAG_SIZE];
	int64_t		who;
	int		kind, rc;

	for (kind = 0; kind < CODE_KINDS && im->rec.ncodes > 0; kind++) {
		if (kind == (int)c->kind || kind == CODE_NAME)
			continue;
		if (code_tag(im->h->vault, (enum code_kind)kind,
		    im->ids.data + c->at, c->len, &im->reader.scratch,
		    tag) != 0)
			return fail_nomem(im->h);
		if ((rc = student_of(im, tag, &who)) != CTXH_OK)
			return rc;
		if (who != 0 && *student != 0 && who != *student) {
			*student = 0;
			return CTXH_OK;
		}
		if (who != 0)
			*student = who;
	}
	return CTXH_OK;
}

/* The pupil of all ids of the row; 0, and that is told, where they name none
 * or two. */
static int
find(struct screen_import *im, int64_t *student)
{
	struct reader		*r = &im->reader;
	const struct record_code *c;
	unsigned char		 tag[TAG_SIZE];
	int64_t			 who = 0;
	int			 rc;

	*student = 0;
	EACH(c, im->rec.codes, im->rec.ncodes) {
		if (code_tag(im->h->vault, c->kind, im->ids.data + c->at,
		    c->len, &r->scratch, tag) != 0)
			return fail_nomem(im->h);
		if ((rc = student_of(im, tag, &who)) != CTXH_OK)
			return rc;
		if (who != 0 && *student != 0 && who != *student) {
			row_refuse(r, c->column, T(im->h, "the row's ids "
			    "are two pupils'; put one of them right"));
			*student = 0;
			return CTXH_OK;
		}
		if (who != 0)
			*student = who;
	}
	if (*student == 0 && (rc = find_by_other_kind(im, student)) !=
	    CTXH_OK)
		return rc;
	if (*student == 0)
		row_refuse(r, im->rec.ncodes > 0 ? im->rec.codes[0].column :
		    0, T(im->h, "no pupil of the register has this id; import "
		    "the list of pupils first"));
	return CTXH_OK;
}

static int
add(struct screen_import *im, int64_t student, struct listed **out)
{
	size_t old = im->at_cap;

	if ((uint64_t)student >= old) {
		if (student > UINT32_MAX || mem_grow((void **)&im->at,
		    &im->at_cap, (size_t)student + 1, sizeof(*im->at)) != 0)
			return fail_nomem(im->h);
		memset(im->at + old, 0, (im->at_cap - old) *
		    sizeof(*im->at));
	}
	if (im->at[student] == 0) {
		if (mem_grow((void **)&im->list, &im->cap, im->n + 1,
		    sizeof(*im->list)) != 0)
			return fail_nomem(im->h);
		memset(&im->list[im->n], 0, sizeof(*im->list));
		im->list[im->n++].student = student;
		im->at[student] = (uint32_t)im->n;
	}
	*out = &im->list[im->at[student] - 1];
	return CTXH_OK;
}

int
screen_pupil(struct screen_import *im, struct listed **out)
{
	int64_t	student;
	int	rc;

	*out = NULL;
	if ((rc = find(im, &student)) != CTXH_OK || student == 0)
		return rc;
	return add(im, student, out);
}

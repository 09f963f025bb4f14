#include "paper/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* What a building function writes into when there is no memory for a block. */
static struct block *
nowhere(struct paper *p)
{
	struct block *b;

	p->failed = 1;
	/* There is room for one more since paper_new(). */
	b = &p->blocks[p->n];
	memset(b, 0, sizeof(*b));
	return b;
}

static char *
copy(struct paper *p, const char *s)
{
	char *t = s != NULL ? strdup(s) : NULL;

	if (s != NULL && t == NULL)
		p->failed = 1;
	return t;
}

static void
texts_add(struct paper *p, struct texts *t, const char *s)
{
	if (mem_grow((void **)&t->s, &t->cap, t->n + 1, sizeof(*t->s)) != 0 ||
	    (t->s[t->n] = copy(p, s != NULL ? s : "")) == NULL) {
		p->failed = 1;
		return;
	}
	t->n++;
}

static void
texts_free(struct texts *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		str_wipe_free(t->s[i]);
	free(t->s);
}

static void
block_free(struct block *b)
{
	struct paper_signer	*s;
	size_t			 i;

	for (i = 0; i < b->ncolumns; i++)
		free(b->columns[i].head);
	for (i = 0; i < b->nrows; i++)
		texts_free(&b->rows[i].cells);
	EACH(s, b->signers, b->nsigners) {
		texts_free(&s->title);
		str_wipe_free(s->note);
		str_wipe_free(s->name);
	}
	str_wipe_free(b->text);
	str_wipe_free(b->value);
	str_wipe_free(b->number);
	str_wipe_free(b->about);
	str_wipe_free(b->date);
	texts_free(&b->lines);
	texts_free(&b->marks);
	free(b->columns);
	free(b->rows);
	ctxh_value_free(b->chart);
}

struct paper *
paper_new(const char *name)
{
	struct paper *p = calloc(1, sizeof(*p));

	if (p == NULL || (p->name = strdup(name)) == NULL ||
	    mem_grow((void **)&p->blocks, &p->cap, 1,
	    sizeof(*p->blocks)) != 0) {
		paper_free(p);
		return NULL;
	}
	p->lost = buf_lost();
	return p;
}

void
paper_free(struct paper *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < p->n; i++)
		block_free(&p->blocks[i]);
	free(p->blocks);
	str_wipe_free(p->name);
	free(p);
}

int
paper_failed(const struct paper *p)
{
	return p->failed || p->lost != buf_lost();
}

/* One more block is always kept free for nowhere(). */
static struct block *
add(struct paper *p, enum block_kind kind)
{
	struct block *b;

	if (p->failed || mem_grow((void **)&p->blocks, &p->cap, p->n + 2,
	    sizeof(*p->blocks)) != 0)
		return nowhere(p);
	b = &p->blocks[p->n++];
	memset(b, 0, sizeof(*b));
	b->kind = kind;
	return b;
}

struct block *
paper_letterhead(struct paper *p, const char *school, const char *number,
    const char *about, const char *date)
{
	struct block *b = add(p, BLOCK_LETTERHEAD);

	if (p->failed)
		return b;
	b->text = copy(p, school);
	b->number = copy(p, number);
	b->about = copy(p, about);
	b->date = copy(p, date);
	return b;
}

struct block *
paper_title(struct paper *p, const char *kind)
{
	struct block *b = add(p, BLOCK_TITLE);

	block_line(p, b, kind);
	return b;
}

struct block *
paper_to(struct paper *p)
{
	return add(p, BLOCK_TO);
}

void
paper_heading(struct paper *p, int level, const char *text)
{
	struct block *b = add(p, BLOCK_HEADING);

	if (p->failed)
		return;
	b->level = level;
	b->text = copy(p, text);
}

void
paper_paragraph(struct paper *p, unsigned flags, const char *text)
{
	struct block *b = add(p, BLOCK_PARAGRAPH);

	if (p->failed)
		return;
	b->flags = flags;
	b->text = copy(p, text);
}

void
paper_field(struct paper *p, unsigned flags, const char *label,
    const char *value)
{
	struct block *b = add(p, BLOCK_FIELD);

	if (p->failed)
		return;
	b->flags = flags;
	b->text = copy(p, label);
	b->value = copy(p, value != NULL && *value == '\0' ? NULL : value);
}

struct block *
paper_choices(struct paper *p, const char *label)
{
	struct block *b = add(p, BLOCK_CHOICES);

	if (!p->failed)
		b->text = copy(p, label);
	return b;
}

struct block *
paper_table(struct paper *p, const char *caption)
{
	struct block *b = add(p, BLOCK_TABLE);

	if (!p->failed)
		b->text = copy(p, caption);
	return b;
}

struct block *
paper_figures(struct paper *p)
{
	return add(p, BLOCK_FIGURES);
}

void
paper_chart(struct paper *p, const ctxh_value *chart)
{
	struct block *b = add(p, BLOCK_CHART);

	if (!p->failed && (b->chart = ctxh_value_copy(chart)) == NULL)
		p->failed = 1;
}

struct block *
paper_signatures(struct paper *p)
{
	return add(p, BLOCK_SIGNATURES);
}

void
paper_page(struct paper *p, unsigned flags)
{
	add(p, BLOCK_PAGE)->flags = flags;
}

/* ---- what stands in a block ---- */

void
block_line(struct paper *p, struct block *b, const char *s)
{
	if (!p->failed)
		texts_add(p, &b->lines, s);
}

void
block_choice(struct paper *p, struct block *b, const char *s, int ticked)
{
	if (p->failed)
		return;
	texts_add(p, &b->lines, s);
	texts_add(p, &b->marks, ticked ? "x" : "");
}

void
block_figure(struct paper *p, struct block *b, const char *label,
    const char *number)
{
	if (p->failed)
		return;
	texts_add(p, &b->lines, label);
	texts_add(p, &b->marks, number);
}

void
block_column(struct paper *p, struct block *b, const char *head,
    double weight, enum paper_align align)
{
	struct paper_column *c;

	if (p->failed || mem_grow((void **)&b->columns, &b->columns_cap,
	    b->ncolumns + 1, sizeof(*b->columns)) != 0) {
		p->failed = 1;
		return;
	}
	c = &b->columns[b->ncolumns++];
	c->weight = weight;
	c->align = align;
	c->head = copy(p, head);
}

void
block_row(struct paper *p, struct block *b, unsigned flags)
{
	struct paper_row *r;

	if (p->failed || mem_grow((void **)&b->rows, &b->rows_cap,
	    b->nrows + 1, sizeof(*b->rows)) != 0) {
		p->failed = 1;
		return;
	}
	r = &b->rows[b->nrows++];
	memset(r, 0, sizeof(*r));
	r->flags = flags;
}

void
block_cell(struct paper *p, struct block *b, const char *s)
{
	if (!p->failed)
		texts_add(p, &b->rows[b->nrows - 1].cells, s);
}

void
block_signer(struct paper *p, struct block *b, const char *title,
    const char *title2, const char *note, const char *name)
{
	struct paper_signer *s;

	if (p->failed || b->nsigners == PAPER_SIGNERS)
		return;
	s = &b->signers[b->nsigners++];
	if (title != NULL)
		texts_add(p, &s->title, title);
	if (title2 != NULL)
		texts_add(p, &s->title, title2);
	s->note = copy(p, note);
	s->name = copy(p, name);
}

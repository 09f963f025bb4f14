/*
 * What is costly of an import and needs nothing but the vault: tags and
 * seals.  Several threads may do it, each with a batch.
 */
#include "lists/import.h"

#include "base/mem.h"
#include "vault/vault.h"

/* Seals a row as the first version of a new pupil. */
static int
seal(struct sealer *s, struct record *rec, const char *text)
{
	struct cell cells[TABLE_COLUMNS] = {
		{ rec->id, NULL, 0 },
		{ CELL_IS_PACKED, text + rec->facts, rec->facts_len },
		{ CELL_IS_PACKED, text + rec->person, rec->person_len },
	};

	return row_seal(s->vault, TABLE_STUDENT, s->op, rec->id, cells,
	    &rec->sealed);
}

static int
make_ready(struct sealer *s, struct record *rec, const char *text)
{
	struct record_code *c;

	EACH(c, rec->codes, rec->ncodes)
		if (code_tag(s->vault, c->kind, text + c->at, c->len,
		    &s->scratch, c->tag) != 0)
			return -1;
	if (rec->bad)
		return 0;
	mark_text(&s->mark, text + rec->facts,
	    rec->person + rec->person_len - rec->facts, rec->mark);
	if (!s->seal)
		return 0;
	record_print(&s->dup, rec, text, &s->scratch, &rec->print);
	return buf_failed(&s->scratch) ? -1 : seal(s, rec, text);
}

void *
sealer_run(void *arg)
{
	struct sealer	*s = arg;
	struct batch	*b;
	size_t		 i;

	while ((b = queue_claim(s->queue)) != NULL) {
		for (i = 0; i < b->n && !s->failed; i++)
			if (make_ready(s, &b->rec[i], b->text.data) != 0)
				s->failed = 1;
		/* Nothing of a batch is used that may be half done. */
		if (s->failed)
			b->n = 0;
		queue_ready(s->queue, b);
	}
	return NULL;
}

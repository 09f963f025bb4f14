/*
 * Texts in the user's language.  The English one is the key.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "cmd_vi.h"

/* One program speaks one language; main sets it before anything is said. */
static enum ctxh_lang language = CTXH_VI;

void
tr_lang(enum ctxh_lang lang)
{
	language = lang;
}

enum ctxh_lang
tr_current(void)
{
	return language;
}

static int
compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct cmd_vi_text *)item)->en);
}

const char *
tr(const char *en)
{
	const struct cmd_vi_text *t;

	if (language == CTXH_EN || en == NULL)
		return en;
	t = bsearch(en, cmd_vi_texts, cmd_vi_texts_count, sizeof(*t), compare);
	return t == NULL ? en : t->vi;
}

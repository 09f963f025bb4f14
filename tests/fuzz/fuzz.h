/* What fuzz targets share: a check, a source of bytes, a store. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctxh.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static inline void
check(int ok)
{
	if (!ok)
		abort();
}

struct source {
	const uint8_t	*p;
	size_t		 left;
	size_t		 most;	/* bytes of one read */
};

/* As ctxh_read_fn. */
static inline int
read_some(void *ctx, void *buf, size_t size, size_t *got)
{
	struct source *s = ctx;

	*got = s->left < s->most ? s->left : s->most;
	if (*got > size)
		*got = size;
	if (*got == 0)
		return 0;
	memcpy(buf, s->p, *got);
	s->p += *got;
	s->left -= *got;
	return 0;
}

/* A new store with a focal, at path, which is a template of mkstemp(). */
static inline void
make_store(char *path, ctxh **out)
{
	static const char school[] = "{\"name\":\"T\",\"code\":\"1\","
	    "\"levels\":[\"tieu-hoc\"]}";
	ctxh_value	*v;
	char		*key, *pub, *sheet;
	int		 fd;

	check((fd = mkstemp(path)) >= 0);
	(void)close(fd);
	(void)unlink(path);
	check(ctxh_new(NULL, out) == CTXH_OK);
	check(ctxh_value_parse(*out, school, strlen(school), &v) == CTXH_OK);
	check(ctxh_key_make(*out, "lan", NULL, &key, &pub) == CTXH_OK);
	check(ctxh_create(*out, path, v, key, NULL, "Lan", &sheet) ==
	    CTXH_OK);
	ctxh_value_free(v);
	ctxh_text_free(key);
	ctxh_text_free(pub);
	ctxh_text_free(sheet);
}

#endif

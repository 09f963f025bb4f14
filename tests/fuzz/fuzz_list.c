/*
 * Importing any bytes as a student list: no crash, counts that add up, and a
 * dry run that says what the run then says.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctxh.h"
#include "fuzz.h"

static char	 path[] = "/tmp/ctxh-fuzz-XXXXXX";
static ctxh	*handle;

/* The bad rows, which are a list again. */
struct kept {
	uint8_t	*p;
	size_t	 n;
};

static int
keep(void *ctx, const void *p, size_t n)
{
	struct kept	*k = ctx;
	uint8_t		*more = realloc(k->p, k->n + n + 1);

	check(more != NULL && p != NULL && n > 0);
	memcpy(more + k->n, p, n);
	k->p = more;
	k->n += n;
	return 0;
}

static void
clean_up(void)
{
	ctxh_close(handle);
	(void)unlink(path);
}

static void
set_up(void)
{
	make_store(path, &handle);
	(void)atexit(clean_up);
}

static double
count(const ctxh_value *v, const char *key)
{
	return ctxh_value_num(ctxh_value_get(v, key));
}

/* How its columns would be read is said of any list. */
static void
map(const uint8_t *data, size_t n)
{
	struct source s = { data, n, SIZE_MAX };
	struct ctxh_import_options o = { .version = CTXH_IMPORT_VERSION,
	    .read = read_some, .read_ctx = &s };
	ctxh_value	*out;
	int		 rc = ctxh_student_map(handle, &o, &out);

	check((rc == CTXH_OK || rc == CTXH_EFAIL) && out != NULL);
	check((rc == CTXH_OK) == (ctxh_value_first(ctxh_value_get(out,
	    "errors")) == NULL));
	ctxh_value_free(out);
}

static void
import(const uint8_t *data, size_t n, int keep_going, struct kept *kept)
{
	struct source s = { data, n, SIZE_MAX };
	struct ctxh_import_options o = { .version = CTXH_IMPORT_VERSION,
	    .year = "2023", .read = read_some, .read_ctx = &s, .dry_run = 1,
	    .keep_going = keep_going, .key_name_dob = keep_going,
	    .names = n % 16 == 1, .reject = kept != NULL ? keep : NULL,
	    .reject_ctx = kept };
	ctxh_value	*out;
	int		 rc;

	rc = ctxh_student_import(handle, &o, &out);
	check(rc == CTXH_OK || rc == CTXH_EFAIL || rc == CTXH_EPARTLY);
	check(out != NULL);
	check((rc == CTXH_OK) == (count(out, "errors_total") < 1));
	if (rc != CTXH_EFAIL)
		check(count(out, "read") - count(out, "created") -
		    count(out, "updated") - count(out, "unchanged") -
		    count(out, "rejected") < 1);
	ctxh_value_free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct kept kept = { NULL, 0 };

	if (handle == NULL)
		set_up();
	import(data, n, 0, NULL);
	map(data, n);
	import(data, n, 1, &kept);
	if (kept.n > 0)
		import(kept.p, kept.n, 1, NULL);
	free(kept.p);
	return 0;
}

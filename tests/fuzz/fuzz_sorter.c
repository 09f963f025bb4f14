/*
 * The sorter: what comes out is what qsort() makes of it, however little
 * memory there is, and so however many runs lie in its file.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sorter.h"
#include "ctxh.h"
#include "fuzz.h"

#define FEWEST 16		/* records that it keeps in memory at least */
#define WHOLE(size) (((size) + 7) / 8 * 8)	/* bytes of one there */

/* qsort() tells its function no size: records are filled up with zeros. */
struct record {
	uint8_t	bytes[SORTER_RECORD];
};

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct record));
}

static struct record *
sorted(const uint8_t *p, size_t size, size_t n)
{
	struct record	*all = calloc(n + 1, sizeof(*all));
	size_t		 i;

	check(all != NULL);
	for (i = 0; i < n; i++)
		memcpy(all[i].bytes, p + i * size, size);
	qsort(all, n, sizeof(*all), by_bytes);
	return all;
}

static void
compare(const char *beside, const uint8_t *p, size_t size, size_t n,
    size_t memory)
{
	struct record	*all = sorted(p, size, n);
	struct sorter	*s;
	const void	*rec;
	size_t		 i, cap = memory / WHOLE(size);
	int		 rc = CTXH_OK;

	if (cap < FEWEST)
		cap = FEWEST;
	check(sorter_open(beside, size, memory, &s) == CTXH_OK);
	for (i = 0; i < n; i++)
		check(sorter_add(s, p + i * size) == CTXH_OK);
	for (i = 0; (rc = sorter_next(s, &rec)) == CTXH_OK && rec != NULL; i++)
		check(i < n && memcmp(rec, all[i].bytes, size) == 0);
	/* More runs than there is room to read from at once. */
	check(rc == CTXH_OK ? i == n : rc == CTXH_ENOMEM && n > cap * cap);
	if (rc == CTXH_OK)
		check(sorter_next(s, &rec) == CTXH_OK && rec == NULL);
	sorter_close(s);
	free(all);
}

/* Where none can be made, what fits into memory is sorted all the same. */
static void
no_file(const uint8_t *p, size_t size, size_t n)
{
	struct sorter	*s;
	const void	*rec;
	size_t		 i;
	int		 rc = CTXH_OK;

	check(sorter_open("/nonexistent/list", size, 0, &s) == CTXH_OK);
	for (i = 0; i < n && rc == CTXH_OK; i++)
		rc = sorter_add(s, p + i * size);
	check(rc == (n > FEWEST ? CTXH_EIO : CTXH_OK));
	check(sorter_next(s, &rec) == rc);
	sorter_close(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char	*tmp = getenv("TMPDIR");
	char		 beside[4096];
	size_t		 size, memory;

	if (n < 2)
		return 0;
	size = 1 + data[0] % SORTER_RECORD;
	memory = (size_t)data[1] * 16;
	data += 2;
	n = (n - 2) / size;
	check(snprintf(beside, sizeof(beside), "%s/ctxh-fuzz", tmp != NULL ?
	    tmp : "/tmp") < (int)sizeof(beside));
	compare(beside, data, size, n, memory);
	compare(beside, data, size, n, (size_t)1 << 20);
	no_file(data, size, n);
	return 0;
}

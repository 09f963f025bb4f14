#include "vault/digest.h"

#include <string.h>

#include "base/mem.h"

void
digest_init(struct digest *d)
{
	d->n = 0;
	d->is_long = 0;
}

void
digest_add_long(struct digest *d, const void *p, size_t n)
{
	if (!d->is_long) {
		(void)crypto_generichash_init(&d->state, NULL, 0, DIGEST_SIZE);
		(void)crypto_generichash_update(&d->state, d->head, d->n);
		d->is_long = 1;
	}
	(void)crypto_generichash_update(&d->state, p, n);
}

void
digest_u32(struct digest *d, uint32_t v)
{
	unsigned char le[4];

	le_put(le, v, sizeof(le));
	digest_add(d, le, sizeof(le));
}

void
digest_field(struct digest *d, const void *p, size_t n)
{
	digest_u64(d, n);
	digest_add(d, p, n);
}

void
digest_text(struct digest *d, const char *s)
{
	digest_field(d, s, strlen(s));
}

void
digest_final(struct digest *d, unsigned char out[DIGEST_SIZE])
{
	if (d->is_long) {
		(void)crypto_generichash_final(&d->state, out, DIGEST_SIZE);
		mem_wipe(&d->state, sizeof(d->state));
	} else
		digest_of(d->head, d->n, out);
	mem_wipe(d->head, d->n);
}

void
digest_of(const void *p, size_t n, unsigned char out[DIGEST_SIZE])
{
	(void)crypto_generichash(out, DIGEST_SIZE, p, n, NULL, 0);
}

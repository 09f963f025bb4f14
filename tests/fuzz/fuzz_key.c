/*
 * Everything of the vault that reads foreign text: key files, public keys,
 * recovery sheets.  What is accepted must survive being written and read
 * again.
 */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/handle.h"
#include "base/mem.h"
#include "vault/keyfile.h"
#include "vault/sheet.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Argon2id as cheap as it goes, so that a passphrase may be tried. */
#define CHEAP	"\"ops\":1,\"mem\":8192,"

static void
try_key(ctxh *h, const char *text, size_t n)
{
	struct identity	*id, *again;
	struct key_info	 info, info2;
	const char	*passphrase = NULL;
	char		*out;

	(void)identity_read(h, text, n, NULL, NULL, &info);
	if (strstr(text, CHEAP) != NULL)
		passphrase = "mật khẩu";
	if (identity_read(h, text, n, passphrase, &id, &info) != CTXH_OK)
		return;
	if (identity_write(h, id, info.has_store ? info.store : NULL,
	    info.handle[0] != '\0' ? info.handle : NULL, NULL, &out) !=
	    CTXH_OK || identity_read(h, out, strlen(out), NULL, &again,
	    &info2) != CTXH_OK)
		abort();
	info.locked = 0;
	if (memcmp(id->seed, again->seed, sizeof(id->seed)) != 0 ||
	    strcmp(info.handle, info2.handle) != 0 ||
	    memcmp(info.store, info2.store, sizeof(info.store)) != 0)
		abort();
	str_wipe_free(out);
	identity_free(again);
	identity_free(id);
}

static void
try_public(ctxh *h, const char *text)
{
	struct identity_public	 pub, again;
	struct buf		 b = { 0 };

	if (public_read(h, text, &pub) != CTXH_OK)
		return;
	public_write(&pub, &b);
	if (buf_failed(&b) || public_read(h, b.data, &again) != CTXH_OK ||
	    memcmp(&pub, &again, sizeof(pub)) != 0)
		abort();
	buf_free(&b);
}

static void
try_sheet(ctxh *h, const char *text, size_t n)
{
	static const unsigned char store[16] = { 1 };
	unsigned char	 seed[IDENTITY_SEED], again[IDENTITY_SEED];
	char		*out;

	if (sheet_read(h, text, n, seed) != CTXH_OK)
		return;
	if (sheet_write(h, seed, store, "THCS", "01/09/2025", &out) !=
	    CTXH_OK || sheet_read(h, out, strlen(out), again) != CTXH_OK ||
	    memcmp(seed, again, sizeof(seed)) != 0)
		abort();
	str_wipe_free(out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ctxh_options options = {
		.version = CTXH_OPTIONS_VERSION };
	ctxh	*h;
	char	*text;

	if (ctxh_new(&options, &h) != CTXH_OK)
		abort();
	if ((text = malloc(size + 1)) == NULL)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	try_key(h, text, size);
	try_public(h, text);
	try_sheet(h, text, size);
	free(text);
	ctxh_close(h);
	return 0;
}

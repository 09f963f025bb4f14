#include "vault/keyfile.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "text/utf8.h"
#include "vault/code.h"

#define FORMAT		1
#define TYPE		"ctxh-key"
#define FILE_MAX	65536
#define PASSPHRASE_MAX	1024
#define KDF		"argon2id13"
#define OPS		crypto_pwhash_argon2id_OPSLIMIT_MODERATE
#define MEM		crypto_pwhash_argon2id_MEMLIMIT_MODERATE
#define OPS_MIN		crypto_pwhash_argon2id_OPSLIMIT_MIN
#define MEM_MIN		crypto_pwhash_argon2id_MEMLIMIT_MIN
/* What a file may ask for: a hostile one must not take the whole machine. */
#define OPS_MAX		(4 * OPS)
#define MEM_MAX		(4 * MEM)

/* A seed under a passphrase. */
struct sealed {
	unsigned long long ops;
	size_t		 mem;
	unsigned char	 salt[crypto_pwhash_argon2id_SALTBYTES];
	unsigned char	 nonce[crypto_secretbox_xchacha20poly1305_NONCEBYTES];
	unsigned char	 box[IDENTITY_SEED +
			    crypto_secretbox_xchacha20poly1305_MACBYTES];
};

static int
damaged(ctxh *h, const char *member)
{
	return fail(h, CTXH_EKEY, T(h, "damaged key file: \"%s\" is missing "
	    "or ill-formed; take a copy of the file"), member);
}

/*
 * The key of a passphrase.  Different keyboards write one Vietnamese letter in
 * different ways, so it is brought to normal form C where it is UTF-8.
 */
static int
stretch(ctxh *h, const char *passphrase, const struct sealed *s,
    unsigned char key[crypto_secretbox_xchacha20poly1305_KEYBYTES])
{
	struct buf	 nfc = { .max = 4 * PASSPHRASE_MAX };
	size_t		 n = strlen(passphrase);
	int		 rc = CTXH_OK;

	if (n > PASSPHRASE_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "passphrase too long; "
		    "%d bytes at most"), PASSPHRASE_MAX);
	if (utf8_nfc(passphrase, n, &nfc) != 0) {
		buf_reset(&nfc);
		buf_add(&nfc, passphrase, n);
	}
	if (buf_failed(&nfc))
		rc = fail_nomem(h);
	else if (crypto_pwhash_argon2id(key,
	    crypto_secretbox_xchacha20poly1305_KEYBYTES, nfc.data, nfc.len,
	    s->salt, s->ops, s->mem, crypto_pwhash_argon2id_ALG_ARGON2ID13) !=
	    0)
		rc = fail(h, CTXH_ENOMEM, T(h, "not enough memory for the "
		    "passphrase; it takes %d MiB"), (int)(s->mem >> 20));
	buf_free(&nfc);
	return rc;
}

static int
seed_seal(ctxh *h, const struct identity *id, const char *passphrase,
    struct sealed *s)
{
	unsigned char	 key[crypto_secretbox_xchacha20poly1305_KEYBYTES];
	int		 rc;

	s->ops = OPS;
	s->mem = MEM;
	handle_random(h, s->salt, sizeof(s->salt));
	handle_random(h, s->nonce, sizeof(s->nonce));
	if ((rc = stretch(h, passphrase, s, key)) == CTXH_OK)
		(void)crypto_secretbox_xchacha20poly1305_easy(s->box,
		    id->seed, sizeof(id->seed), s->nonce, key);
	mem_wipe(key, sizeof(key));
	return rc;
}

static int
seed_open(ctxh *h, const struct sealed *s, const char *passphrase,
    unsigned char seed[IDENTITY_SEED])
{
	unsigned char	 key[crypto_secretbox_xchacha20poly1305_KEYBYTES];
	int		 rc;

	if (passphrase == NULL)
		return fail(h, CTXH_EKEY, "%s", T(h, "the key needs its "
		    "passphrase, and none was given"));
	rc = stretch(h, passphrase, s, key);
	if (rc == CTXH_OK && crypto_secretbox_xchacha20poly1305_open_easy(
	    seed, s->box, sizeof(s->box), s->nonce, key) != 0)
		rc = fail(h, CTXH_EKEY, "%s", T(h, "wrong passphrase"));
	mem_wipe(key, sizeof(key));
	return rc;
}

static void
put_hex(struct buf *b, const char *before, const void *p, size_t n)
{
	buf_str(b, before);
	buf_str(b, "\"");
	buf_hex(b, p, n);
	buf_str(b, "\"");
}

/* A text as JSON, or null. */
static void
put_string(struct buf *b, const char *s)
{
	ctxh_value	*v = ctxh_value_text(s);
	char		*text = v != NULL ? ctxh_value_print(v, 0) : NULL;

	if (text != NULL)
		buf_str(b, text);
	else
		b->failed = 1;
	free(text);
	ctxh_value_free(v);
}

static void
put_sealed(struct buf *b, const struct sealed *s)
{
	buf_fmt(b, "\t\"sealed\": {\n\t\t\"kdf\": \"%s\",\n\t\t\"ops\": %llu,"
	    "\n\t\t\"mem\": %zu", KDF, s->ops, s->mem);
	put_hex(b, ",\n\t\t\"salt\": ", s->salt, sizeof(s->salt));
	put_hex(b, ",\n\t\t\"nonce\": ", s->nonce, sizeof(s->nonce));
	put_hex(b, ",\n\t\t\"box\": ", s->box, sizeof(s->box));
	buf_str(b, "\n\t}\n}\n");
}

int
identity_write(ctxh *h, const struct identity *id, const unsigned char *store,
    const char *handle, const char *passphrase, char **text)
{
	/* Not through ctxh_value_print(), which would leave copies of the
	 * seed in memory that it gives back as it grows. */
	struct buf	 b = { .max = FILE_MAX };
	struct sealed	 s;
	int		 rc;

	*text = NULL;
	if (handle != NULL && (*handle == '\0' || strlen(handle) > KEY_HANDLE))
		return fail(h, CTXH_EUSAGE, T(h, "handle empty or too long; "
		    "%d bytes at most"), KEY_HANDLE);
	if (passphrase != NULL && *passphrase == '\0')
		return fail(h, CTXH_EUSAGE, "%s", T(h, "empty passphrase; "
		    "give one, or none at all"));
	if (passphrase != NULL &&
	    (rc = seed_seal(h, id, passphrase, &s)) != CTXH_OK)
		return rc;
	buf_fmt(&b, "{\n\t\"format\": %d,\n\t\"type\": \"%s\"", FORMAT, TYPE);
	if (store != NULL)
		put_hex(&b, ",\n\t\"store\": ", store, 16);
	else
		buf_str(&b, ",\n\t\"store\": null");
	buf_str(&b, ",\n\t\"handle\": ");
	put_string(&b, handle);
	buf_str(&b, ",\n\t\"public\": \"");
	public_write(&id->pub, &b);
	buf_str(&b, "\",\n");
	if (passphrase != NULL)
		put_sealed(&b, &s);
	else {
		put_hex(&b, "\t\"seed\": ", id->seed, sizeof(id->seed));
		buf_str(&b, "\n}\n");
	}
	if ((*text = buf_take(&b)) == NULL)
		return fail_nomem(h);
	return CTXH_OK;
}

/* The first member whose key is not in the list, or NULL. */
static const char *
stranger(const ctxh_value *v, const char *const *keys)
{
	const ctxh_value *item;
	size_t		  i;

	VALUE_EACH(item, v) {
		for (i = 0; keys[i] != NULL; i++)
			if (strcmp(ctxh_value_key(item), keys[i]) == 0)
				break;
		if (keys[i] == NULL)
			return ctxh_value_key(item);
	}
	return NULL;
}

static int
read_hex(ctxh *h, const ctxh_value *v, const char *key, const char *path,
    unsigned char *out, size_t n)
{
	const char *s = get_text(v, key);

	if (s == NULL || hex_read(s, out, n) != 0)
		return damaged(h, path);
	return CTXH_OK;
}

/* A whole number within bounds; 0 where it is none. */
static uint64_t
read_number(const ctxh_value *v, const char *key, uint64_t min, uint64_t max)
{
	double d = ctxh_value_num(ctxh_value_get(v, key));

	if (!(d >= (double)min && d <= (double)max) ||
	    (double)(uint64_t)d != d)
		return 0;
	return (uint64_t)d;
}

static int
read_sealed(ctxh *h, const ctxh_value *v, struct sealed *s)
{
	static const char *const keys[] = {
	    "kdf", "ops", "mem", "salt", "nonce", "box", NULL };
	const char	*kdf = get_text(v, "kdf");
	int		 rc;

	if (ctxh_value_kind(v) != CTXH_OBJECT || stranger(v, keys) != NULL)
		return damaged(h, "sealed");
	if (kdf == NULL || strcmp(kdf, KDF) != 0)
		return damaged(h, "sealed.kdf");
	if ((s->ops = read_number(v, "ops", OPS_MIN, OPS_MAX)) == 0)
		return damaged(h, "sealed.ops");
	if ((s->mem = read_number(v, "mem", MEM_MIN, MEM_MAX)) == 0)
		return damaged(h, "sealed.mem");
	if ((rc = read_hex(h, v, "salt", "sealed.salt", s->salt,
	    sizeof(s->salt))) != CTXH_OK ||
	    (rc = read_hex(h, v, "nonce", "sealed.nonce", s->nonce,
	    sizeof(s->nonce))) != CTXH_OK)
		return rc;
	return read_hex(h, v, "box", "sealed.box", s->box, sizeof(s->box));
}

/* Everything but the seed. */
static int
read_info(ctxh *h, const ctxh_value *v, struct key_info *info)
{
	const ctxh_value *store = ctxh_value_get(v, "store");
	const ctxh_value *handle = ctxh_value_get(v, "handle");
	const char	 *s;
	int		  rc;

	if (ctxh_value_kind(store) != CTXH_NULL) {
		if ((rc = read_hex(h, v, "store", "store", info->store,
		    sizeof(info->store))) != CTXH_OK)
			return rc;
		info->has_store = 1;
	}
	if (ctxh_value_kind(handle) != CTXH_NULL) {
		s = ctxh_value_str(handle);
		if (s == NULL || *s == '\0' || strlen(s) > KEY_HANDLE)
			return damaged(h, "handle");
		memcpy(info->handle, s, strlen(s) + 1);
	}
	s = get_text(v, "public");
	if (s == NULL || (rc = public_read(h, s, &info->pub)) == CTXH_EUSAGE)
		return damaged(h, "public");
	info->locked = ctxh_value_get(v, "sealed") != NULL;
	return rc;
}

/* Whether it is a key file of this format, with no member that is none. */
static int
check_shape(ctxh *h, const ctxh_value *v)
{
	static const char *const keys[] = { "format", "type", "store",
	    "handle", "public", "seed", "sealed", NULL };
	const char	*type = get_text(v, "type"), *key;
	double		 format = ctxh_value_num(ctxh_value_get(v, "format"));

	if (ctxh_value_kind(v) != CTXH_OBJECT || type == NULL ||
	    strcmp(type, TYPE) != 0)
		return fail(h, CTXH_EKEY, "%s", T(h, "not a key file"));
	if (format > FORMAT)
		return fail(h, CTXH_EKEY, "%s", T(h, "key file of a newer "
		    "format; use a newer ctxh"));
	if (format != FORMAT)
		return damaged(h, "format");
	if ((key = stranger(v, keys)) != NULL) {
		(void)fail(h, CTXH_EKEY, "%s", T(h, "damaged key file: a "
		    "member does not belong there; take a copy of the file"));
		return fail_where_text(h, "field", key);
	}
	if ((ctxh_value_get(v, "seed") != NULL) ==
	    (ctxh_value_get(v, "sealed") != NULL))
		return damaged(h, "seed");
	return CTXH_OK;
}

static int
read_identity(ctxh *h, const ctxh_value *v, const struct key_info *info,
    const char *passphrase, struct identity **id)
{
	const ctxh_value *box = ctxh_value_get(v, "sealed");
	unsigned char	  seed[IDENTITY_SEED];
	struct sealed	  s;
	int		  rc;

	if (box == NULL)
		rc = read_hex(h, v, "seed", "seed", seed, sizeof(seed));
	else if ((rc = read_sealed(h, box, &s)) == CTXH_OK)
		rc = seed_open(h, &s, passphrase, seed);
	if (rc == CTXH_OK)
		rc = identity_seed(h, seed, id);
	if (rc == CTXH_OK &&
	    memcmp(&(*id)->pub, &info->pub, sizeof(info->pub)) != 0) {
		identity_free(*id);
		*id = NULL;
		rc = damaged(h, "public");
	}
	mem_wipe(seed, sizeof(seed));
	return rc;
}

/* The JSON text; its errors do not quote it, for it may hold a seed. */
static int
parse(ctxh *h, const char *text, size_t n, ctxh_value **v)
{
	int64_t	line, column;
	int	rc;

	if (n > FILE_MAX)
		return fail(h, CTXH_EKEY, "%s", T(h, "not a key file"));
	if ((rc = ctxh_value_parse(h, text, n, v)) != CTXH_EUSAGE)
		return rc;
	line = get_int(h->where, "line", 0);
	column = get_int(h->where, "column", 0);
	(void)fail(h, CTXH_EKEY, "%s", T(h, "not a key file, or a damaged "
	    "one; take a copy of the file"));
	(void)fail_where_int(h, "line", line);
	return fail_where_int(h, "column", column);
}

int
identity_read(ctxh *h, const char *text, size_t n, const char *passphrase,
    struct identity **id, struct key_info *info)
{
	struct key_info	 own;
	ctxh_value	*v = NULL;
	int		 rc;

	if (info == NULL)
		info = &own;
	memset(info, 0, sizeof(*info));
	if (id != NULL)
		*id = NULL;
	if ((rc = parse(h, text, n, &v)) != CTXH_OK ||
	    (rc = check_shape(h, v)) != CTXH_OK ||
	    (rc = read_info(h, v, info)) != CTXH_OK)
		goto done;
	if (id != NULL)
		rc = read_identity(h, v, info, passphrase, id);
done:
	if (rc != CTXH_OK)
		memset(info, 0, sizeof(*info));
	ctxh_value_free(v);
	return rc;
}

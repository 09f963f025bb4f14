/*
 * Opens every sealed cell of a store from the description in ctxh-format(5)
 * alone, with libsodium and SQLite:
 *
 *	open STORE KEYFILE
 *
 * prints a line each: table, row, column, nonce, plaintext.  What the key has
 * no slot for is passed over; what does not open, or is not padded as the page
 * says, is named on standard error and ends it with 1.
 *
 *	open STORE KEYFILE marks
 *
 * prints the rows that student_mark should have, each its id and its bytes.
 *
 *	open STORE KEYFILE pairs
 *
 * prints the notes of mentoring pairs, whose keys stand in slots of this key
 * or in persons that it opens: table, row, entry, plaintext.
 *
 *	open STORE KEYFILE decision
 *	open STORE KEYFILE twice
 *	open STORE KEYFILE bytes
 *	open STORE KEYFILE HANDLE
 *	open STORE KEYFILE HANDLE PAIR
 *
 * forge instead, in a chain that holds: the signature within the newest
 * document, a decision by the key's owner, is made one of something else; a key
 * of that document stands twice, or a byte of it is no UTF-8; the owner of any
 * key makes himself a member of that handle; and the member of that handle, who
 * has a slot for the pair, writes a note of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <sqlite3.h>

#define NONCE	crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG	crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD	(4 + NONCE)
#define GENERATIONS 16

enum kind { FACTS, PERSON, DROP, KINDS };
static const char *const kinds[KINDS] = { "facts", "person", "drop" };

static const struct {
	const char	*table, *column;
	enum kind	 kind;
	size_t		 pad;		/* 0: the page does not say */
} cells[] = {
	{ "staff", "facts", FACTS, 256 },
	{ "setting", "facts", FACTS, 1024 },
	{ "student_version", "facts", FACTS, 128 },
	{ "student_version", "person", PERSON, 64 },
	{ "document", "facts", FACTS, 1024 },
	{ "document", "person", PERSON, 64 },
	{ "op", "payload", FACTS, 256 },
	{ "case_fact", "facts", FACTS, 0 },
	{ "school_year", "facts", FACTS, 0 },
	{ "entry", "facts", FACTS, 256 },
	{ "entry_time", "facts", FACTS, 64 },
	{ "entry", "person", PERSON, 64 },
};
#define ENTRY_PERSON 11		/* the last of them */

/* What the bytes 0x01 to 0x1f stand for in a pupil's cells. */
static const char *const words[32] = { "",
	"{\"year\":",
	",\"class\":\"",
	"\",\"grade\":",
	",\"sex\":\"nam\"",
	",\"sex\":\"nu\"",
	",\"ethnic\":\"",
	"\",\"born\":",
	",\"born\":",
	",\"status\":\"dang-hoc\"",
	",\"status\":\"",
	",\"flags\":[\"",
	"ho-ngheo",
	"can-ngheo",
	"khuyet-tat",
	"chinh-sach",
	"luu-ban",
	"doi-vien",
	"\",\"",
	"\"]}",
	"{\"name\":\"",
	"\",\"born\":\"",
	"\",\"codes\":{\"",
	"moet\":\"",
	"ma-hs\":\"",
	"ddcn\":\"",
	"\"},\"",
	"phone\":\"",
	"address\":\"",
	"father\":\"",
	"mother\":\"",
	"\"}",
};

static sqlite3		*db;
static unsigned char	 store[16], box_pk[32], box_sk[32], sign_pk[32];
static unsigned char	 sign_sk[64];
static unsigned char	 keys[KINDS][GENERATIONS][32];
static int		 has[KINDS][GENERATIONS], any[KINDS], bad;

static void
die(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(2);
}

static sqlite3_stmt *
query(const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	return st;
}

static void
read_key(const char *path)
{
	static char	 text[65536];
	unsigned char	 seed[32], sub[32];
	FILE		*f = fopen(path, "r");
	char		*p;

	if (f == NULL || fread(text, 1, sizeof(text) - 1, f) == 0 ||
	    (p = strstr(text, "\"seed\": \"")) == NULL ||
	    sodium_hex2bin(seed, 32, p + 9, 64, NULL, NULL, NULL) != 0)
		die("no seed in the key file");
	fclose(f);
	crypto_kdf_derive_from_key(sub, 32, 1, "ctxhseed", seed);
	crypto_sign_seed_keypair(sign_pk, sign_sk, sub);
	crypto_kdf_derive_from_key(sub, 32, 2, "ctxhseed", seed);
	crypto_box_seed_keypair(box_pk, box_sk, sub);
}

static void
read_slots(void)
{
	sqlite3_stmt	*st = query("SELECT kind, generation, sealed FROM slot");
	int		 k, g;

	while (sqlite3_step(st) == SQLITE_ROW) {
		g = sqlite3_column_int(st, 1);
		for (k = 0; k < KINDS; k++)
			if (strcmp((const char *)sqlite3_column_text(st, 0),
			    kinds[k]) == 0 && g > 0 && g < GENERATIONS &&
			    crypto_box_seal_open(keys[k][g],
			    sqlite3_column_blob(st, 2), (unsigned long long)
			    sqlite3_column_bytes(st, 2), box_pk, box_sk) == 0)
				has[k][g] = any[k] = 1;
	}
	sqlite3_finalize(st);
}

static size_t
additional(unsigned char *ad, size_t i, sqlite3_int64 row,
    const unsigned char *generation)
{
	unsigned char	*p = ad;
	size_t		 n = strlen(cells[i].table) + 1;
	int		 k;

	memcpy(p, "ctxh1", 5);
	memcpy(p + 5, store, 16);
	memcpy(p += 21, cells[i].table, n);
	for (p += n, k = 0; k < 8; k++)
		*p++ = (unsigned char)(row >> (8 * k));
	n = strlen(cells[i].column) + 1;
	memcpy(p, cells[i].column, n);
	memcpy(p += n, generation, 4);
	return (size_t)(p + 4 - ad);
}

/* A payload by one who lacks the facts key, to the store's drop key. */
static const char *
open_dropped(sqlite3_int64 row, const unsigned char *p, size_t n)
{
	unsigned char	 pk[32], text[4096];
	int		 g;

	if (n <= crypto_box_SEALBYTES || n >= sizeof(text))
		return "is of another size";
	for (g = 0; g < GENERATIONS; g++) {
		crypto_scalarmult_base(pk, keys[DROP][g]);
		if (!has[DROP][g] || crypto_box_seal_open(text, p, n, pk,
		    keys[DROP][g]) != 0)
			continue;
		text[n - crypto_box_SEALBYTES] = '\0';
		printf("op %lld payload drop%lld %s\n", (long long)row,
		    (long long)row, (char *)text);
		return NULL;
	}
	return any[DROP] ? "does not open with the drop key" : NULL;
}

static void
print_text(size_t i, const unsigned char *text)
{
	for (; *text != '\0'; text++)
		if (*text < 32 && strcmp(cells[i].table, "student_version") ==
		    0)
			fputs(words[*text], stdout);
		else
			putchar(*text);
	putchar('\n');
}

/* A cell's plaintext, NUL-terminated; text has room for n bytes. */
static const char *
unseal(size_t i, sqlite3_int64 row, const unsigned char *p, size_t n,
    unsigned char *text, unsigned long long *out)
{
	unsigned char		 ad[256];
	unsigned long long	 len;
	enum kind		 k = cells[i].kind;

	if (p[0] >= GENERATIONS || p[1] != 0 || p[2] != 0 || p[3] != 0 ||
	    !has[k][p[0]])
		return "is of a generation that there is not";
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, &len, NULL,
	    p + HEAD, n - HEAD, ad, additional(ad, i, row, p), p + 4,
	    keys[k][p[0]]) != 0)
		return "does not open";
	if (cells[i].pad != 0 && len % cells[i].pad != 0)
		return "is not padded to a multiple of its size";
	while (len > 0 && text[len - 1] == 0)
		len--;
	if (len == 0 || text[len - 1] != 0x80)
		return "is not padded";
	text[len - 1] = '\0';
	*out = len - 1;
	return NULL;
}

static const char *
open_cell(size_t i, sqlite3_int64 row, const unsigned char *p, size_t n)
{
	unsigned char		*text = malloc(n + 1);
	unsigned long long	 len;
	char			 hex[2 * NONCE + 1];
	const char		*why;

	if (text == NULL || n <= HEAD + TAG)
		return "too short";
	if (p[0] == 0 && p[1] == 0 && p[2] == 0 && p[3] == 0 &&
	    strcmp(cells[i].table, "op") == 0)
		return open_dropped(row, p + 4, n - 4);
	if ((why = unseal(i, row, p, n, text, &len)) != NULL)
		return why;
	sodium_bin2hex(hex, sizeof(hex), p + 4, NONCE);
	printf("%s %lld %s %s ", cells[i].table, (long long)row,
	    cells[i].column, hex);
	if (strncmp((char *)text, "{", 1) == 0 || cells[i].pad != 0)
		print_text(i, text);
	else
		puts("-");
	free(text);
	return NULL;
}

static void
open_column(size_t i)
{
	char		 sql[128];
	const char	*why;
	sqlite3_stmt	*st;

	snprintf(sql, sizeof(sql), "SELECT id, %s FROM %s ORDER BY id",
	    cells[i].column, cells[i].table);
	st = query(sql);
	while (sqlite3_step(st) == SQLITE_ROW) {
		why = open_cell(i, sqlite3_column_int64(st, 0),
		    sqlite3_column_blob(st, 1),
		    (size_t)sqlite3_column_bytes(st, 1));
		if (why == NULL)
			continue;
		fprintf(stderr, "%s %lld: %s %s\n", cells[i].table,
		    (long long)sqlite3_column_int64(st, 0), cells[i].column,
		    why);
		bad = 1;
	}
	sqlite3_finalize(st);
}

/* ---- pairs ---- */

/* The notes of one pair; another key than its own opens none. */
static void
open_notes(sqlite3_int64 entry, const unsigned char *secret)
{
	unsigned char	 pk[32], text[65536];
	sqlite3_stmt	*st = query("SELECT id, sealed FROM pair "
			    "WHERE entry = ? ORDER BY id");
	int		 n;

	crypto_scalarmult_base(pk, secret);
	sqlite3_bind_int64(st, 1, entry);
	while (sqlite3_step(st) == SQLITE_ROW) {
		n = sqlite3_column_bytes(st, 1);
		if (n <= (int)crypto_box_SEALBYTES || n >= (int)sizeof(text) ||
		    (n - crypto_box_SEALBYTES) % 256 != 0 ||
		    crypto_box_seal_open(text, sqlite3_column_blob(st, 1),
		    (unsigned long long)n, pk, secret) != 0) {
			fprintf(stderr, "pair %lld does not open\n",
			    (long long)sqlite3_column_int64(st, 0));
			bad = 1;
			continue;
		}
		text[n - (int)crypto_box_SEALBYTES] = '\0';
		printf("pair %lld %lld %s\n",
		    (long long)sqlite3_column_int64(st, 0), (long long)entry,
		    (char *)text);
	}
	sqlite3_finalize(st);
}

/* The secret half in an own slot; the newest that opens. */
static int
own_pair(sqlite3_int64 entry, unsigned char *secret)
{
	sqlite3_stmt	*st = query("SELECT sealed FROM slot WHERE "
			    "kind = 'pair' AND generation = ? ORDER BY id");
	int		 found = 0;

	sqlite3_bind_int64(st, 1, entry);
	while (sqlite3_step(st) == SQLITE_ROW)
		if (sqlite3_column_bytes(st, 0) == 80 &&
		    crypto_box_seal_open(secret, sqlite3_column_blob(st, 0),
		    80, box_pk, box_sk) == 0)
			found = 1;
	sqlite3_finalize(st);
	return found;
}

/* ... or in the person cell of the pair's first document. */
static int
known_pair(sqlite3_int64 entry, unsigned char *secret)
{
	static unsigned char	 text[65536];
	unsigned long long	 len;
	sqlite3_stmt		*st = query("SELECT person FROM entry "
				    "WHERE id = ?");
	const char		*p;
	int			 found = 0;

	sqlite3_bind_int64(st, 1, entry);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_bytes(st, 0) <
	    (int)sizeof(text) && unseal(ENTRY_PERSON, entry,
	    sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0),
	    text, &len) == NULL &&
	    (p = strstr((char *)text, "\"pair\":\"")) != NULL)
		found = sodium_hex2bin(secret, 32, p + 8, 64, NULL, NULL,
		    NULL) == 0;
	sqlite3_finalize(st);
	return found;
}

static void
open_pairs(void)
{
	unsigned char	 secret[32];
	sqlite3_stmt	*st = query("SELECT DISTINCT entry FROM pair");
	sqlite3_int64	 entry;

	while (sqlite3_step(st) == SQLITE_ROW) {
		entry = sqlite3_column_int64(st, 0);
		if (own_pair(entry, secret) || known_pair(entry, secret))
			open_notes(entry, secret);
	}
	sqlite3_finalize(st);
}

/* ---- marks ---- */

static void
number(unsigned char *le, sqlite3_int64 n)
{
	int k;

	for (k = 0; k < 8; k++)
		le[k] = (unsigned char)(n >> (8 * k));
}

/* The mark of the first version that the query is at. */
static void
mark_of(sqlite3_stmt *st, unsigned char mark[8])
{
	static unsigned char	 text[65536], bound[16], none[8];
	unsigned char		 key[16];
	const unsigned char	*p = NULL;
	unsigned long long	 len[2] = { 0, 0 };
	size_t			 i, n;

	for (i = 0; i < 2; i++) {
		p = sqlite3_column_blob(st, (int)i + 1);
		n = (size_t)sqlite3_column_bytes(st, (int)i + 1);
		if (n <= HEAD + TAG || n > sizeof(text) / 2 || unseal(2 + i,
		    sqlite3_column_int64(st, 0), p, n, text + (i > 0 ?
		    len[0] + 1 : 0), &len[i]) != NULL)
			die("a first version does not open");
	}
	crypto_kdf_derive_from_key(key, 16, 1, "ctxhmark", keys[PERSON][p[0]]);
	number(bound, sqlite3_column_int64(st, 0));
	crypto_shorthash(bound + 8, text, len[0] + 1 + len[1], key);
	crypto_shorthash(mark, bound, 16, key);
	if (memcmp(mark, none, 8) == 0)
		mark[0] = 1;
}

static void
print_marks(void)
{
	unsigned char	 mark[8];
	sqlite3_stmt	*st = query("SELECT id, facts, person FROM "
			    "student_version WHERE student = id ORDER BY id");
	sqlite3_int64	 row, last = -1, n = 0;
	size_t		 i;

	while (sqlite3_step(st) == SQLITE_ROW) {
		row = sqlite3_column_int64(st, 0);
		if (row / 128 != last) {
			printf("%s%lld ", last < 0 ? "" : "\n",
			    (long long)row / 128);
			last = row / 128;
			n = 0;
		}
		for (; n < row % 128; n++)
			printf("%016d", 0);
		n++;
		mark_of(st, mark);
		for (i = 0; i < 8; i++)
			printf("%02X", mark[i]);
	}
	putchar('\n');
	sqlite3_finalize(st);
}

/* ---- forging ---- */

static crypto_generichash_state digest;

static void
add(const void *p, size_t n)
{
	crypto_generichash_update(&digest, p, n);
}

static void
add_number(sqlite3_int64 n)
{
	unsigned char le[8];

	number(le, n);
	add(le, 8);
}

static void
hash_of(const void *p, size_t n, char *hex)
{
	unsigned char h[32];

	crypto_generichash(h, 32, p, n, NULL, 0);
	sodium_bin2hex(hex, 65, h, 32);
}

/* The digest that an operation has of its only row in a table. */
static void
row_digest(const char *table, sqlite3_int64 id, char *hex)
{
	char		 sql[64];
	unsigned char	 h[32];
	sqlite3_stmt	*st;
	const void	*p;
	size_t		 n;
	int		 i;

	snprintf(sql, sizeof(sql), "SELECT * FROM %s WHERE id = ?", table);
	st = query(sql);
	sqlite3_bind_int64(st, 1, id);
	if (sqlite3_step(st) != SQLITE_ROW)
		die("no row");
	crypto_generichash_init(&digest, NULL, 0, 32);
	add("row", 4);
	add(table, strlen(table) + 1);
	add_number(sqlite3_column_int64(st, 0));
	add_number(sqlite3_column_int64(st, 1));
	for (i = 2; i < sqlite3_column_count(st); i++) {
		p = sqlite3_column_blob(st, i);
		n = (size_t)sqlite3_column_bytes(st, i);
		if (sqlite3_column_type(st, i) == SQLITE_INTEGER) {
			add("i", 1);
			add_number(sqlite3_column_int64(st, i));
		} else if (strcmp(sqlite3_column_name(st, i), "facts") == 0 ||
		    strcmp(sqlite3_column_name(st, i), "person") == 0) {
			crypto_generichash(h, 32, p, n, NULL, 0);
			add("s", 1);
			add(h, 32);
		} else {
			add(sqlite3_column_type(st, i) == SQLITE_TEXT ? "t" :
			    "b", 1);
			add_number((sqlite3_int64)n);
			add(p, n);
		}
	}
	crypto_generichash_final(&digest, h, 32);
	crypto_generichash(h, 32, h, 32, NULL, 0);
	sodium_bin2hex(hex, 65, h, 32);
	sqlite3_finalize(st);
}

/* Signs the newest operation anew, whose one row is in that table. */
static void
sign_newest(const char *table, sqlite3_int64 row)
{
	sqlite3_stmt	*st = query("SELECT id, prev, at, \"by\", payload "
			    "FROM op ORDER BY id DESC LIMIT 1");
	char		 id[33], prev[65], payload[65], hex[65], rows[128];
	char		 text[1024];
	unsigned char	 h[32], sig[64];

	if (sqlite3_step(st) != SQLITE_ROW)
		die("no operation");
	row_digest(table, row, hex);
	snprintf(rows, sizeof(rows), "%s 1 %s\n", table, hex);
	sodium_bin2hex(id, sizeof(id), store, 16);
	sodium_bin2hex(prev, sizeof(prev), sqlite3_column_blob(st, 1), 32);
	hash_of(sqlite3_column_blob(st, 4),
	    (size_t)sqlite3_column_bytes(st, 4), payload);
	snprintf(text, sizeof(text), "ctxh op 1\nstore %s\nop %lld\nprev %s\n"
	    "at %lld\nby %s\npayload %s\nrows %s", id,
	    (long long)sqlite3_column_int64(st, 0), prev,
	    (long long)sqlite3_column_int64(st, 2),
	    (const char *)sqlite3_column_text(st, 3), payload, rows);
	sqlite3_finalize(st);
	crypto_generichash(h, 32, (unsigned char *)text, strlen(text), NULL, 0);
	crypto_sign_detached(sig, NULL, h, 32, sign_sk);
	st = query("UPDATE op SET rows = ?, hash = ?, sig = ? "
	    "WHERE id = (SELECT max(id) FROM op)");
	sqlite3_bind_text(st, 1, rows, -1, SQLITE_TRANSIENT);
	sqlite3_bind_blob(st, 2, h, 32, SQLITE_TRANSIENT);
	sqlite3_bind_blob(st, 3, sig, 64, SQLITE_TRANSIENT);
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	sqlite3_finalize(st);
}

/* Writes over what the newest document says. */
static void
forge_document(const char *what, const char *into)
{
	static unsigned char	 text[65536], blob[65536];
	unsigned char		 ad[256];
	unsigned long long	 len;
	sqlite3_stmt		*st = query("SELECT id, facts FROM document "
				    "ORDER BY id DESC LIMIT 1");
	sqlite3_int64		 row;
	size_t			 i = 4, n, adlen;
	char			*at;

	if (sqlite3_step(st) != SQLITE_ROW)
		die("no document");
	row = sqlite3_column_int64(st, 0);
	n = (size_t)sqlite3_column_bytes(st, 1);
	if (n > sizeof(blob))
		die("too long");
	memcpy(blob, sqlite3_column_blob(st, 1), n);
	sqlite3_finalize(st);
	adlen = additional(ad, i, row, blob);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, &len, NULL,
	    blob + HEAD, n - HEAD, ad, adlen, blob + 4, keys[FACTS][1]) != 0 ||
	    (at = strstr((char *)text, what)) == NULL)
		die("no such document");
	memcpy(at, into, strlen(into));
	crypto_aead_xchacha20poly1305_ietf_encrypt(blob + HEAD, NULL, text,
	    len, ad, adlen, NULL, blob + 4, keys[FACTS][1]);
	st = query("UPDATE document SET facts = ? WHERE id = ?");
	sqlite3_bind_blob(st, 1, blob, (int)n, SQLITE_TRANSIENT);
	sqlite3_bind_int64(st, 2, row);
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	sqlite3_finalize(st);
	sign_newest("document", row);
}

/* An operation behind the newest one, yet without rows and signature. */
static void
new_op(const char *handle)
{
	sqlite3_stmt *st;

	st = query("INSERT INTO op(id, prev, at, \"by\", payload, rows, hash, "
	    "sig) SELECT id + 1, hash, at, ?, payload, '', hash, sig FROM op "
	    "ORDER BY id DESC LIMIT 1");
	sqlite3_bind_text(st, 1, handle, -1, SQLITE_STATIC);
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	sqlite3_finalize(st);
}

/* What who lacks the facts key says of his operation. */
static void
drop_payload(void)
{
	unsigned char	 blob[256] = { 0 };
	static const char say[] = "{\"verb\":\"mentor_contact\"}";
	sqlite3_stmt	*st = query("SELECT drop_pk FROM store");

	if (sqlite3_step(st) != SQLITE_ROW || crypto_box_seal(blob + 4,
	    (const unsigned char *)say, strlen(say),
	    sqlite3_column_blob(st, 0)) != 0)
		die("no drop key");
	sqlite3_finalize(st);
	st = query("UPDATE op SET payload = ? "
	    "WHERE id = (SELECT max(id) FROM op)");
	sqlite3_bind_blob(st, 1, blob, (int)(4 + crypto_box_SEALBYTES +
	    strlen(say)), SQLITE_TRANSIENT);
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	sqlite3_finalize(st);
}

/* A note as the page has it, of a pair that the member has a slot for. */
static void
forge_note(const char *handle, sqlite3_int64 entry)
{
	unsigned char	 secret[32], pk[32], sealed[512];
	char		 text[257];
	sqlite3_stmt	*st = query("SELECT max(id) + 1 FROM pair");
	sqlite3_int64	 row;

	if (sqlite3_step(st) != SQLITE_ROW || !own_pair(entry, secret))
		die("no slot for the pair");
	row = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	snprintf(text, sizeof(text), "%-256s", "");
	text[snprintf(text, sizeof(text), "{\"entry\":%lld,\"row\":%lld,"
	    "\"by\":\"%s\",\"form\":\"mentor_contact\",\"at\":1700000000,"
	    "\"rules\":\"tt33-2018\",\"fields\":{\"on\":"
	    "\"2023-11-15T05:13:20+07:00\",\"how\":\"khac\",\"note\":"
	    "\"x\"}}", (long long)entry, (long long)row, handle)] = ' ';
	crypto_scalarmult_base(pk, secret);
	crypto_box_seal(sealed, (unsigned char *)text, 256, pk);
	new_op(handle);
	drop_payload();
	st = query("INSERT INTO pair(id, op, entry, sealed) VALUES(?, (SELECT "
	    "max(id) FROM op), ?, ?)");
	sqlite3_bind_int64(st, 1, row);
	sqlite3_bind_int64(st, 2, entry);
	sqlite3_bind_blob(st, 3, sealed, 256 + crypto_box_SEALBYTES,
	    SQLITE_TRANSIENT);
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	sqlite3_finalize(st);
	sign_newest("pair", row);
}

static void
forge_member(const char *handle)
{
	sqlite3_stmt	*st;
	sqlite3_int64	 row;

	new_op(handle);
	st = query("INSERT INTO staff(id, op, member, handle, sign_pk, box_pk, "
	    "facts) SELECT id + 1, (SELECT max(id) FROM op), member + 1, ?, ?, "
	    "?, facts FROM staff ORDER BY id DESC LIMIT 1");
	sqlite3_bind_text(st, 1, handle, -1, SQLITE_STATIC);
	sqlite3_bind_blob(st, 2, sign_pk, 32, SQLITE_STATIC);
	sqlite3_bind_blob(st, 3, box_pk, 32, SQLITE_STATIC);
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(db));
	row = sqlite3_last_insert_rowid(db);
	sqlite3_finalize(st);
	sign_newest("staff", row);
}

int
main(int argc, char *argv[])
{
	sqlite3_stmt	*st;
	size_t		 i;

	if (argc < 3 || argc > 5 || sodium_init() < 0 ||
	    sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		die("usage: open STORE KEYFILE [marks|pairs|decision|twice|"
		    "bytes|HANDLE [PAIR]]");
	read_key(argv[2]);
	st = query("SELECT store_id FROM store");
	if (sqlite3_step(st) != SQLITE_ROW || sqlite3_column_bytes(st, 0) != 16)
		die("no store id");
	memcpy(store, sqlite3_column_blob(st, 0), 16);
	sqlite3_finalize(st);
	read_slots();
	if (argc == 5)
		forge_note(argv[3], atoll(argv[4]));
	else if (argc == 4 && strcmp(argv[3], "marks") == 0)
		print_marks();
	else if (argc == 4 && strcmp(argv[3], "pairs") == 0)
		open_pairs();
	else if (argc == 4 && strcmp(argv[3], "decision") == 0)
		forge_document("\"salt\":\"", "\"salt\":\"x");
	else if (argc == 4 && strcmp(argv[3], "twice") == 0)
		forge_document("\"on\":", "\"at\":");
	else if (argc == 4 && strcmp(argv[3], "bytes") == 0)
		forge_document("\"form\":\"", "\"form\":\"\377");
	else if (argc == 4)
		forge_member(argv[3]);
	for (i = 0; argc == 3 && i < sizeof(cells) / sizeof(cells[0]); i++)
		if (any[cells[i].kind])
			open_column(i);
	sqlite3_close(db);
	return bad;
}

/*
 * session.h: finding and opening the store, and the key that opens it.
 */
#ifndef SESSION_H
#define SESSION_H

struct app;

/* Finds and opens the store as a verb's flags (CMD_*) say; app->store_path
 * and app->key_path are set.  Errors through app_fail() or the handle. */
int	 session_open(struct app *, unsigned flags);
/* For what goes without a store, too: opens one where it is found, and unlocks
 * it where somebody can; goes on with a warning where nobody can. */
int	 session_try(struct app *);
/* Before the verbs and options are known: opens the store, as flags say, where
 * there is one, and unlocks it where it has rule sets of its own, whose forms
 * are verbs.  Fails only where it cannot be unlocked. */
int	 session_own(struct app *, unsigned flags);
/* The same without a question and without an error, for help. */
void	 session_own_quietly(struct app *);
/* The store's path: --store, $CTXH_STORE, ctxh.db here or above.  Caller
 * frees.  CTXH_ENOSTORE through app_fail(). */
int	 session_find(struct app *, char **path);
/* The folder of a store's key files; caller frees.  CTXH_EKEY where neither
 * XDG_DATA_HOME nor HOME is set. */
int	 session_key_dir(struct app *, const char *store_id, char **dir);
/* Chooses a key file: --as, $CTXH_USER, or the only one.  Caller frees. */
int	 session_key_path(struct app *, const char *store_id, char **path);
/* Each handle whose key file may be named by --as, without a question. */
void	 session_handles(struct app *, void (*)(void *ctx, const char *handle),
	    void *ctx);
/* Reads a file with a secret in it; it must be ours, of mode 0600.  Caller
 * frees with wipe_free(). */
int	 session_key_read(struct app *, const char *path, char **key);
/* The passphrase of a key: --passphrase-fd, or asked.  *out is NULL where the
 * key has none.  Caller frees with wipe_free(). */
int	 session_passphrase(struct app *, const char *key, const char *name,
	    char **out);
/* A new passphrase: --passphrase-fd, or asked twice.  NULL: none. */
int	 session_new_passphrase(struct app *, char **out);

#endif

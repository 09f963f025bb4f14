/*
 * keymake.h: making a key file so that it is on the disk before anything
 * depends on it: first under a temporary name, then in its place.
 */
#ifndef KEYMAKE_H
#define KEYMAKE_H

struct app;

struct new_key {
	char	*key;		/* the key file's text; a secret */
	char	*pub;		/* the public half, one line */
	char	*temporary;	/* where it lies now, or NULL */
	char	*path;		/* where it lies in the end */
};

/*
 * Makes key pairs for handle and writes them to a temporary file in folder.
 * Caller ends with keymake_free(), which also removes that file unless
 * keymake_place() put it where it belongs.
 */
int	 keymake_start(struct app *, const char *folder, const char *handle,
	    const char *passphrase, struct new_key *);
/* CTXH_EFAIL where there is a file at folder/handle.key or file already;
 * file NULL: folder/handle.key.  Sets path. */
int	 keymake_target(struct app *, const char *folder, const char *handle,
	    const char *file, struct new_key *);
/* Moves it to path, in place of what is there. */
int	 keymake_place(struct app *, struct new_key *);
void	 keymake_free(struct new_key *);

#endif

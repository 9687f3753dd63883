/* PC/SC as a program sees it whose remote-desktop session was switched: libpcsclite behind it.

   SWITCHED_OF is that library, SWITCHED a file of two numbers: which session it is, and what every
   call says (in hexadecimal) that is made through a context, or a card, of an earlier one. Windows
   says SCARD_E_SERVICE_STOPPED, SCARD_E_NO_SERVICE, SCARD_E_INVALID_HANDLE or ERROR_INVALID_HANDLE
   then. A context that is made anew is good. */

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

typedef long l;
typedef unsigned long ul;
typedef l (*function)(l, l, l, l, l, l, l, l);
enum { MOST = 1024 };
static void *real;
static struct { l handle; int session; } made[MOST];
static int count;

static function named(const char *name) {
    if (!real) real = dlopen(getenv("SWITCHED_OF"), RTLD_NOW | RTLD_LOCAL);
    return (function)dlsym(real, name);
}

/* The socket's name is read once by the library: another test's process part has another. */
__attribute__((destructor)) static void unload(void) { if (real) dlclose(real); }

static int session(l *says) {
    int number = 0;
    FILE *file = fopen(getenv("SWITCHED"), "r");
    *says = 0;
    if (file) { fscanf(file, "%d %lx", &number, says); fclose(file); }
    return number;
}

static void keep(l handle) {
    l says;
    made[count % MOST].session = session(&says);
    made[count++ % MOST].handle = handle;
}

/* Give what a handle of an earlier session says, or 0. */
static l gone(l handle) {
    l says;
    int now = session(&says);
    for (int n = count; n-- > 0 && n >= count - MOST;)
        if (made[n % MOST].handle == handle) return made[n % MOST].session == now ? 0 : says;
    return 0;
}

/* What waits while the session is switched comes back with it. */
#define WRAP(name)                                                  \
    l name(l a, l b, l c, l d, l e, l f, l g, l h) {                \
        l says = gone(a);                                           \
        if (says) return says;                                      \
        l value = named(#name)(a, b, c, d, e, f, g, h);             \
        return (says = gone(a)) ? says : value;                     \
    }

WRAP(SCardListReaders)
WRAP(SCardListReaderGroups)
WRAP(SCardFreeMemory)
WRAP(SCardIsValidContext)
WRAP(SCardGetStatusChange)
WRAP(SCardCancel)
WRAP(SCardReconnect)
WRAP(SCardDisconnect)
WRAP(SCardBeginTransaction)
WRAP(SCardEndTransaction)
WRAP(SCardStatus)
WRAP(SCardControl)
WRAP(SCardTransmit)
WRAP(SCardGetAttrib)
WRAP(SCardSetAttrib)

l SCardEstablishContext(ul scope, l b, l c, l *context) {
    l value = named("SCardEstablishContext")(scope, b, c, (l)context, 0, 0, 0, 0);
    if (!value) keep(*context);
    return value;
}

l SCardReleaseContext(l context) {
    l says = gone(context), value = named("SCardReleaseContext")(context, 0, 0, 0, 0, 0, 0, 0);
    return says ? says : value;
}

l SCardConnect(l context, l name, l share, l protocols, l *card, l protocol) {
    l says = gone(context);
    if (says) return says;
    l value = named("SCardConnect")(context, name, share, protocols, (l)card, protocol, 0, 0);
    if ((says = gone(context))) return says;
    if (!value) keep(*card);
    return value;
}

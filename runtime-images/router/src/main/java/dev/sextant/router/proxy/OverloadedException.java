package dev.sextant.router.proxy;

/** The router holds as many bytes of requests as it may: the same request may succeed later. */
final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OverloadedException(long most) {
    super(
        "the router holds "
            + most
            + " bytes of requests already; try again later, or send fewer rows at once");
  }
}

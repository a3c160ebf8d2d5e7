package dev.sextant.router.table;

import dev.sextant.contracts.route.RouteTable;
import java.util.List;

/** Routes for tests. */
public final class Routes {
  private Routes() {}

  public static RouteTable route(String model, RouteTable.Arm... arms) {
    return RouteTable.of(
        new RouteTable.Deployment(model, "uid-" + model), model, 1_000, List.of(arms));
  }

  public static RouteTable.Arm arm(String revision, int weight) {
    return new RouteTable.Arm(
        revision, weight, "version-" + revision, "sha256:" + revision, revision, 8080, 9000);
  }

  public static ServerAddress server(String address) {
    return new ServerAddress("pod-" + address, address, true, true);
  }

  public static ServerAddress ending(String address) {
    return new ServerAddress("pod-" + address, address, false, true);
  }
}

import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Prints the bytes that a JVM has allocated on its heap since its start. Argument: process id. */
final class Allocated {

  private Allocated() {}

  public static void main(String[] arguments) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(arguments[0]);
    JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
    machine.detach();
    try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
      System.out.println(
          ManagementFactory.newPlatformMXBeanProxy(
                  connector.getMBeanServerConnection(),
                  ManagementFactory.THREAD_MXBEAN_NAME,
                  com.sun.management.ThreadMXBean.class)
              .getTotalThreadAllocatedBytes());
    }
  }
}

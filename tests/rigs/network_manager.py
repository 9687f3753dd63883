"""What NetworkManager says on the bus, and nothing else of it. Run by the system's own Python (gi).

Each line of standard input is a state and a connectivity (NMState, NMConnectivityState).
"""

import sys
import threading

from gi.repository import Gio, GLib

NAME, PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
XML = f"""<node><interface name='{NAME}'>
<property name='State' type='u' access='read'/>
<property name='Connectivity' type='u' access='read'/>
<property name='Metered' type='u' access='read'/>
<property name='Version' type='s' access='read'/>
<property name='NetworkingEnabled' type='b' access='read'/>
<property name='PrimaryConnection' type='o' access='read'/>
<property name='PrimaryConnectionType' type='s' access='read'/>
<signal name='StateChanged'><arg type='u'/></signal>
</interface></node>"""
told = {
    "State": GLib.Variant("u", 20),
    "Connectivity": GLib.Variant("u", 1),
    "Metered": GLib.Variant("u", 0),
    "Version": GLib.Variant("s", "1.42.4"),
    "NetworkingEnabled": GLib.Variant("b", True),
    "PrimaryConnection": GLib.Variant("o", "/"),
    "PrimaryConnectionType": GLib.Variant("s", ""),
}
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
loop = GLib.MainLoop()


def say(state: int, connectivity: int) -> None:
    told["State"] = GLib.Variant("u", state)
    told["Connectivity"] = GLib.Variant("u", connectivity)
    changed = {name: told[name] for name in ("State", "Connectivity")}
    properties = GLib.Variant("(sa{sv}as)", (NAME, changed, []))
    interface = "org.freedesktop.DBus.Properties"
    bus.emit_signal(None, PATH, interface, "PropertiesChanged", properties)
    bus.emit_signal(None, PATH, NAME, "StateChanged", GLib.Variant("(u)", (state,)))


def say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def read() -> None:
    for line in sys.stdin:
        GLib.idle_add(say, *map(int, line.split()))
    GLib.idle_add(loop.quit)


interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
bus.register_object(PATH, interface, None, lambda *asked: told[asked[4]], None)
Gio.bus_own_name_on_connection(bus, NAME, 0, lambda *_: say_ready(), None)
threading.Thread(target=read, daemon=True).start()
loop.run()

"""JupyterLab's settings for `course lab`; read by JupyterLab, not imported."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 -- Jupyter puts get_config here

# Nothing is asked of the network: no news, no look for updates, none at the registry of extensions.
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"


def _without_announcements(handler, page_config):
    """Leave out the pop-up that asks whether to fetch Jupyter's news."""
    disabled = list(page_config.get("disabledExtensions", []))
    return page_config | {"disabledExtensions": [*disabled, "@jupyterlab/apputils-extension:announcements"]}


c.ServerApp.tornado_settings = {"page_config_hook": _without_announcements}
